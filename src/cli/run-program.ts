/** Runs another program to its end. */
import { spawn } from 'node:child_process';

export interface ProgramEnd {
  /** Null when it could not be started or was stopped. */
  readonly code: number | null;
  /** The end of what it wrote to standard error, or why it could not be started. */
  readonly errors: string;
}
const KEPT_CHARACTERS = 4000;

export function runProgram(
  program: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    let errors = '';
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'], signal });
    child.stderr.on(
      'data',
      (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-KEPT_CHARACTERS)),
    );
    child.on('error', (error) => resolve({ code: null, errors: error.message }));
    child.on('close', (code) => resolve({ code, errors }));
  });
}
