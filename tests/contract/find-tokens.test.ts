/** Any token by its text: what is found, in what order, with the numbers of the full row; and who has precedence. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '#core/app-error.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import type { Engine } from '#engine/types.ts';
import { createHost } from '#rpc/host.ts';
import { unwrap } from '#rpc/outcome.ts';
import { findTokens } from '#runner/find-tokens.ts';
import { BASE, MESSAGES, random } from './runner-fixture.ts';
import { tinyModel } from './tiny-model.ts';

const query = (text: string, limit = 8) => ({ messages: MESSAGES, kept: [], text, limit });

/** softmax of the full row, and how many tokens come before. */
async function truth(engine: Engine, kept: readonly number[]) {
  const prompt = engine.tokenizer.chat(MESSAGES);
  const [next] = await engine.next([[...prompt, ...kept]], { logits: true });
  const logits = [...(next?.logits ?? [])];
  const max = Math.max(...logits);
  const sum = logits.reduce((total, z) => total + Math.exp(z - max), 0);
  return {
    probability: (id: number): number => Math.exp((logits[id] ?? NaN) - max) / sum,
    rank: (id: number): number =>
      1 + logits.filter((z, i) => z > (logits[id] ?? NaN) || (z === logits[id] && i < id)).length,
  };
}

describe('finding tokens', () => {
  const engine = random();
  const bytesOf = async (text: string, limit?: number): Promise<string[]> =>
    (await findTokens(engine, query(text, limit))).tokens.map(({ bytes }) => bytes);

  it('gives the very text first, then but for case and space, then what begins with it, then what holds it', async () => {
    expect((await bytesOf('Wait')).slice(0, 2)).toEqual(['Wait', ' Wait']);
    expect((await bytesOf(' Wait')).slice(0, 2)).toEqual([' Wait', 'Wait']);
    expect(await bytesOf('wait')).toHaveLength(2);
    expect(await bytesOf('answer')).toEqual(['The answer is ']);
    const all = await bytesOf('t', 40);
    expect(all[0]).toBe('t');
    expect(all[1]).toBe('T');
    expect(all.indexOf('The answer is ')).toBeLessThan(all.indexOf('et'));
  });
  it('finds white space, special tokens, and nothing for no text', async () => {
    expect((await bytesOf('\n'))[0]).toBe('\n');
    expect(await bytesOf('\n')).toContain('.\n');
    const { tokens } = await findTokens(engine, query('<|end|>'));
    expect(tokens[0]).toMatchObject({ bytes: '<|end|>', special: true });
    expect(await bytesOf('')).toEqual([]);
  });
  it('says how many there are beyond the limit', async () => {
    const { tokens, total } = await findTokens(engine, query('t', 2));
    expect(tokens).toHaveLength(2);
    expect(total).toBeGreaterThan(2);
  });
  it('stops when told, and refuses an empty problem', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(findTokens(engine, query('Wait'), stop.signal)).rejects.toMatchObject({ code: 'aborted' });
    await expect(findTokens(engine, { ...query('Wait'), messages: [] })).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});

describe('over a real engine', { timeout: 120_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    const runtime = await openNodeRuntime({ wasm: true });
    engine = await openEngine({
      source: fromBytes(tinyModel()),
      target: { runtime, reason: 'for the test' },
    });
  }, 120_000);
  afterAll(() => engine.dispose());

  it('probability and rank are those of the softmax of the full logits, at every place', async () => {
    const answer = engine.tokenizer.encode('Step 1');
    for (const kept of [[], answer.slice(0, 3), answer]) {
      const { probability, rank } = await truth(engine, kept);
      const { tokens } = await findTokens(engine, { ...query('e', 6), kept });
      expect(tokens.length).toBeGreaterThan(1);
      for (const token of tokens) {
        expect(Math.exp(token.logprob)).toBeCloseTo(probability(token.id), 6);
        expect(token.rank).toBe(rank(token.id));
      }
    }
  });
  it('all tokens found one by one sum to 1, and have every rank once', async () => {
    const { vocabSize } = engine.tokenizer;
    const texts = [...new Array(vocabSize).keys()].map((id) =>
      new TextDecoder().decode(engine.tokenizer.bytes(id)),
    );
    const found = new Map<number, { logprob: number; rank: number }>();
    for (const text of new Set(texts))
      for (const token of (await findTokens(engine, query(text, vocabSize))).tokens)
        found.set(token.id, token);
    const all = [...found.values()];
    expect(all).toHaveLength(vocabSize);
    expect(all.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0)).toBeCloseTo(1, 5);
    expect(all.map(({ rank }) => rank).sort((a, b) => a - b)).toEqual(texts.map((_, i) => i + 1));
  });
});

describe('the worker boundary', () => {
  const opened = async () => {
    const host = createHost({
      open: async () => random(),
      report: () => Promise.reject(new Error('No file is given here.')),
      now: () => 0,
    });
    const none = await host.findTokens(1, query('Wait'));
    expect(none).toMatchObject({ ok: false, error: { code: 'model-missing' } });
    await host.load({ type: 'catalog', id: 'x' }, { backend: 'auto', threads: 0 }, () => {});
    return host;
  };
  it('refuses a search while a run is under way, and answers after it', async () => {
    const host = await opened();
    const run = host.run(2, BASE, () => {});
    const refused = await host.findTokens(3, query('Wait'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect((await run).ok).toBe(true);
    expect(unwrap(await host.findTokens(4, query('Wait'))).total).toBe(2);
  });
  it('a run, another search or its own abort ends a search', async () => {
    const host = await opened();
    const codes = async (...pending: ReturnType<typeof host.findTokens>[]): Promise<(string | null)[]> =>
      (await Promise.all(pending)).map((one) =>
        one.ok ? null : (one.error.code satisfies AppError['code']),
      );
    const byRun = host.findTokens(2, query('Wait'));
    const run = host.run(3, BASE, () => {});
    expect(await codes(byRun)).toEqual(['aborted']);
    expect((await run).ok).toBe(true);
    expect(await codes(host.findTokens(4, query('W')), host.findTokens(5, query('Wa')))).toEqual([
      'aborted',
      null,
    ]);
    const stopped = host.findTokens(6, query('Wait'));
    await host.abort(6);
    expect(await codes(stopped)).toEqual(['aborted']);
  });
});
