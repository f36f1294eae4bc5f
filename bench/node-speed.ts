/**
 * Tokens per second of every model on this machine in Node, one process per case, as a Markdown table:
 *   npx tsx bench/node-speed.ts [tokens]
 * Figures are of the machine as it is: other work on it lowers them. For browsers and peers see the other files here.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isHere } from '../src/cli/model-files.ts';
import { CATALOG } from '#engine/catalog.ts';

interface Measured {
  readonly backend: string;
  readonly startSeconds: number;
  readonly promptTokensPerSecond: number;
  readonly tokensPerSecond: number;
  readonly tokensPerSecondWithout: number;
  readonly statisticsShare: number;
}
const MAIN = join(import.meta.dirname, '../src/cli/main.ts');
const tokens = process.argv[2] ?? '64';

/** Null, with the reason on standard error, when the case cannot run here. */
function measure(model: string, threads: number, wasm: boolean): Measured | null {
  const words = ['bench', '--model', model, '--threads', String(threads), '--tokens', tokens, '--json'];
  const run = spawnSync(process.execPath, ['--import', 'tsx', MAIN, ...words, ...(wasm ? ['--wasm'] : [])], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return run.status === 0 ? (JSON.parse(run.stdout) as Measured) : null;
}

console.log(
  '| model | backend | threads | ready, s | prompt, tokens/s | tokens/s | without statistics | statistics |',
);
console.log('|---|---|--:|--:|--:|--:|--:|--:|');
for (const { id } of CATALOG.filter(isHere))
  for (const wasm of [false, true])
    for (const threads of [1, 2]) {
      const m = measure(id, threads, wasm);
      if (m === null) continue;
      const speeds = [
        m.startSeconds.toFixed(2),
        m.promptTokensPerSecond.toFixed(0),
        m.tokensPerSecond.toFixed(1),
      ];
      const cost = [m.tokensPerSecondWithout.toFixed(1), `${(100 * m.statisticsShare).toFixed(1)} %`];
      console.log(`| ${[id, m.backend, String(threads), ...speeds, ...cost].join(' | ')} |`);
    }
