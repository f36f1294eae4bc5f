/** The 'static' decoder graph on WebGPU against transformers' logits (decoder.py), float32 and 8-bit blocks. */
import * as ort from 'onnxruntime-web/webgpu';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wrapOrt } from '#engine/backends/onnx/ort-session.ts';
import type { OrtModule } from '#engine/backends/onnx/ort-session.ts';
import { buildDecoder } from '#engine/graph/decoder.ts';
import type { GraphRuntime, GraphSession } from '#engine/graph/runtime.ts';
import { cases, hyperParameters, roundedSource, tensorSource, worst } from './decoder-cases.ts';
import { floats, fromBase64, openSession, staticFeeds, staticPast } from './decoder-harness.ts';

/** SwiftShader's exponentials and square roots are coarser than the CPU's; largest logit 15. */
const TOLERANCE = 1e-3;

/** Packed projections with biases, and heads normed apart: SwiftShader compiles long, and llama's graph is qwen2's without biases. */
const chosen = cases.filter(({ name }) => name.startsWith('qwen'));

describe.each(chosen)('$name', (one) => {
  const hp = hyperParameters(one);
  const source = tensorSource(one);
  const logits = fromBase64(one.logits);
  let runtime: GraphRuntime;
  const sessions: GraphSession[] = [];
  beforeAll(() => {
    // Absolute: Vite's dev server rewrites imports of root-relative paths.
    ort.env.wasm.wasmPaths = new URL('/ort/', globalThis.location.href).href;
    ort.env.wasm.numThreads = 1;
    const sessionOptions = { executionProviders: ['webgpu'], logSeverityLevel: 3 } as const;
    runtime = wrapOrt(ort as OrtModule, { id: 'onnx-webgpu', threads: 1, sessionOptions });
  });
  afterAll(async () => {
    for (const session of sessions) await session.release();
  });
  const open = async (weights: 'float32' | 'q8', from = source): Promise<GraphSession> => {
    const session = await openSession(runtime, buildDecoder(hp, { kv: 'static', weights }), hp, from);
    sessions.push(session);
    return session;
  };

  test('prefill and steps on a fixed cache', async () => {
    const session = await open('float32');
    let past = staticPast(hp, 1, 16);
    for (const [from, to] of [
      [0, 11],
      [11, 12],
    ] as const) {
      const ids = [one.first.slice(from, to)];
      const outputs = await session.run(await staticFeeds(hp, source, ids, [from], past));
      const expected = logits.subarray(from * hp.vocab, to * hp.vocab);
      expect(worst(floats(outputs.logits), expected)).toBeLessThan(TOLERANCE);
      past = staticPast(hp, 1, 16, outputs);
    }
  });

  test('8-bit blocks compute what float32 does with the rounded weights', async () => {
    const feeds = await staticFeeds(hp, source, [one.first], [0], staticPast(hp, 1, 16));
    const rounded = await (await open('float32', roundedSource(source, 8))).run(feeds);
    const blocks = await (await open('q8')).run(feeds);
    expect(worst(floats(blocks.logits), floats(rounded.logits))).toBeLessThan(TOLERANCE);
  });
});
