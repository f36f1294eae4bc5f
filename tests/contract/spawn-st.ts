/** The command line as a user meets it: a process of its own. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
/** `interruptAt`: Ctrl-C as soon as standard error says this. */
export function st(words: readonly string[], interruptAt?: string): Promise<Ended> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...words]);
    let out = '';
    let err = '';
    let interrupted = false;
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      if (interruptAt === undefined || interrupted || !err.includes(interruptAt)) return;
      interrupted = true;
      child.kill('SIGINT');
    });
    child.on('error', reject);
    child.on('close', (code) => settle({ code, out, err }));
  });
}
