/** The runner's laws once more over a real engine: a tiny random model in a real GGUF file, on wasm. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import type { Engine } from '#engine/types.ts';
import { sampleSeed } from '#runner/sample-answers.ts';
import { BASE, MESSAGES, SAMPLES, WARM, first, run } from './runner-fixture.ts';
import { tinyModel } from './tiny-model.ts';

describe('the runner over a real engine', { timeout: 120_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    const runtime = await openNodeRuntime({ wasm: true });
    engine = await openEngine({
      source: fromBytes(tinyModel()),
      target: { runtime, reason: 'for the test' },
    });
  }, 120_000);
  afterAll(() => engine.dispose());

  const marker = [{ kind: 'marker', content: 'Wait,' }] as const;

  it('writes the same for the same seed, whatever the cache saves', async () => {
    const request = { ...BASE, settings: WARM, forced: marker };
    const [a, b] = [await run(engine, request), await run(engine, request)];
    expect(first(b.events).tokens.map(({ id }) => id)).toEqual(first(a.events).tokens.map(({ id }) => id));
    expect(first(b.events).cost.computed).toBeLessThan(first(a.events).cost.computed);
  });

  it('gives generated tokens the statistics that scoring gives them', async () => {
    const { events } = await run(engine, { ...BASE, settings: WARM, forced: marker });
    const { tokens } = first(events);
    const prompt = engine.tokenizer.chat(MESSAGES);
    const scored = await engine.score([...prompt, ...tokens.map(({ id }) => id)], prompt.length);
    for (const [i, token] of tokens.entries())
      for (const key of ['logprob', 'entropy', 'selfCertainty'] as const)
        expect(token[key]).toBeCloseTo(scored[i]?.[key] ?? NaN, 3);
  });

  it('samples in a batch what it writes alone', async () => {
    const { events } = await run(engine, SAMPLES);
    for (const [k, branch] of foldTrace(events).branches.entries()) {
      const limit = { until: 'end', tokens: SAMPLES.tokens } as const;
      const alone = await run(engine, { ...BASE, settings: WARM, seed: sampleSeed(SAMPLES.seed, k), limit });
      expect(branch.tokens.map(({ id }) => id)).toEqual(first(alone.events).tokens.map(({ id }) => id));
    }
  });

  it('leaves the distribution after the answer as it was when P(True) is asked', async () => {
    const { events } = await run(engine, BASE);
    const sequence = [...engine.tokenizer.chat(MESSAGES), ...first(events).tokens.map(({ id }) => id)];
    const [before] = await engine.next([sequence], { logits: true });
    await run(engine, { type: 'ptrue', branch: 0, at: 0, question: '2 + 2?', answer: '4' });
    const [after] = await engine.next([sequence], { logits: true });
    expect(after?.logits).toEqual(before?.logits);
  });
});
