import { describe, expect, it } from 'vitest';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import type { Engine } from '#engine/types.ts';
import { tinyModel } from '../../../tests/contract/tiny-model.ts';
import { openNodeRuntime } from '../backends/onnx/node-runtime.ts';
import { runChecks } from './run-checks.ts';
import type { CheckResult, Opening } from './run-checks.ts';

async function openTiny({ cacheBytes, answerBytes }: Opening): Promise<Engine> {
  const runtime = await openNodeRuntime({ threads: 1 });
  return openEngine({
    source: fromBytes(tinyModel()),
    target: { runtime, reason: 'test' },
    ...(cacheBytes === undefined ? {} : { cacheBytes }),
    ...(answerBytes === undefined ? {} : { answerBytes }),
  });
}
async function resultsOf(open: (how: Opening) => Promise<Engine>): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for await (const result of runChecks(open)) results.push(result);
  return results;
}
const failed = (results: readonly CheckResult[]): string[] =>
  results.filter(({ passed }) => !passed).map(({ name }) => name);

describe('runChecks', () => {
  it('passes an engine that keeps to the contract', async () => {
    const results = await resultsOf(openTiny);
    expect(failed(results)).toEqual([]);
    expect(results).toHaveLength(15);
    for (const { detail } of results) expect(detail).not.toBe('');
    const stopped = results.find(({ name }) => name.includes('can be stopped'));
    expect(stopped?.detail).toBe('128 of 312 tokens were read');
  });

  it('fails one that forgets what it read, one that rounds, and one that counts wrongly', async () => {
    const spoilt = async (change: (engine: Engine) => Partial<Engine>): Promise<string[]> =>
      failed(
        await resultsOf(async (how) => {
          const engine = await openTiny(how);
          // The reference is taken on the engine as it is.
          return how.cacheBytes === 0 ? engine : { ...engine, ...change(engine) };
        }),
      );
    const forgets = await spoilt((engine) => ({
      next: (sequences, want, signal) =>
        engine.next(
          sequences.map((tokens) => (tokens.length > 60 ? tokens.slice(1) : tokens)),
          want,
          signal,
        ),
    }));
    expect(forgets).toContain('prompts of any length give the logits of a fresh reading');
    expect(forgets).toContain('going back and forking equal reading again');
    const wrong = await spoilt((engine) => ({
      next: async (...asked) =>
        (await engine.next(...asked)).map((row) => ({ ...row, entropy: row.entropy + 0.01 })),
    }));
    expect(wrong).toEqual(['statistics are those of the logits']);
    const deaf = await spoilt((engine) => ({ next: (sequences, want) => engine.next(sequences, want) }));
    expect(deaf).toEqual(['a long prompt can be stopped, and the next question is answered']);
  });

  it('says why a model does not open, and stops there', async () => {
    const results = await resultsOf(() => Promise.reject(new Error('no GPU')));
    expect(results).toEqual([{ name: 'the model loads and answers', passed: false, detail: 'no GPU' }]);
  });
});
