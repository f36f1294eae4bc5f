import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { Graph } from '#engine/graph/graph.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { encodeModel } from '#engine/graph/onnx-model.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { openEngine } from '#engine/open.ts';
import { decoderForward } from './decoder-forward.ts';
import { exportGguf } from './export-gguf.ts';
import { organismShape } from './organism-shape.ts';
import { initialise, layoutOf } from './parameters.ts';
import type { FlatParameters } from './parameters.ts';
import { readTokenizer } from './tokenizer-file.ts';

const tokenizer = readTokenizer();
const MODEL: HyperParameters = {
  ...organismShape(tokenizer.tokens.length),
  ...{ layers: 2, hidden: 64, heads: 4, kvHeads: 2, headSize: 16, feedForward: 96 },
};
const LENGTH = 24;
const provenance = { name: 'test', license: 'Apache-2.0', mix: 'test', seed: 1, step: 0, tokens: 0 };

function randomParameters(): FlatParameters {
  const { matrices, vectors } = initialise(MODEL, createRng(11));
  const rng = createRng(12);
  return { matrices: matrices.map((x) => 6 * x), vectors: vectors.map(() => 0.5 + rng.next()) };
}

/** Log-probability of each next token under the training graph's forward pass. */
async function trainingLogprobs(
  runtime: GraphRuntime,
  flat: FlatParameters,
  tokens: number[],
): Promise<number[]> {
  const graph = new Graph();
  const slots = new Map(layoutOf(MODEL).slots.map((slot) => [slot.name, slot]));
  const weight = (name: string) => {
    const slot = slots.get(name);
    if (!slot) throw new Error(name);
    const data = flat[slot.family].slice(slot.offset, slot.offset + slot.size);
    return graph.constant(name, 'float32', slot.dims, data);
  };
  const dims = [1, LENGTH];
  const inputs = {
    tokens: graph.input('tokens', 'int64', dims),
    positions: graph.input('positions', 'int64', dims),
    segments: graph.input('segments', 'int32', dims),
  };
  graph.output(decoderForward(graph, MODEL, { rows: 1, length: LENGTH }, inputs, weight), 'logits');
  const session = await runtime.create(encodeModel(graph));
  const long = (data: number[]) => ({ type: 'int64', dims, data: BigInt64Array.from(data, BigInt) }) as const;
  const out = await session.run({
    tokens: long(tokens),
    positions: long(tokens.map((_, i) => i)),
    segments: { type: 'int32', dims, data: new Int32Array(LENGTH).fill(1) },
  });
  await session.release();
  const logits = out['logits']?.data as Float32Array;
  return tokens.slice(1).map((token, i) => {
    const row = logits.subarray(i * MODEL.vocab, (i + 1) * MODEL.vocab);
    const lse = Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0));
    return (row[token] as number) - lse;
  });
}

describe('an exported organism', () => {
  it('has the same probabilities in the engine as in training', async () => {
    const runtime = await openNodeRuntime();
    const parameters = randomParameters();
    const bytes = exportGguf({ model: MODEL, parameters, tokenizer, provenance, matrices: 'F32' });
    const engine = await openEngine({ source: fromBytes(bytes), target: { runtime, reason: 'test' } });
    const rng = createRng(4);
    const tokens = Array.from({ length: LENGTH }, () => rng.int(MODEL.vocab));
    const trained = await trainingLogprobs(runtime, parameters, tokens);
    const served = await engine.score(tokens, 1);
    const far = served.map(({ logprob }, i) => Math.abs(logprob - (trained[i] as number)));
    expect(Math.max(...far)).toBeLessThan(1e-4);
    // Untrained, but not uniform: a uniform distribution would hide permuted rows.
    expect(Math.max(...served.map(({ entropy }) => entropy))).toBeLessThan(Math.log(MODEL.vocab) - 0.1);
    await engine.dispose();
  });

  it('carries its tokenizer, template and stop token, and is small', async () => {
    const model = organismShape(tokenizer.tokens.length);
    const parameters = initialise(model, createRng(1));
    const bytes = exportGguf({ model, parameters, tokenizer, provenance });
    expect(bytes.length).toBeLessThan(3e6);
    const runtime = await openNodeRuntime();
    const engine = await openEngine({ source: fromBytes(bytes), target: { runtime, reason: 'test' } });
    const [user, assistant, end] = ['<|user|>', '<|assistant|>', '<|end|>'].map((text) =>
      tokenizer.tokens.indexOf(text),
    );
    const chat = engine.tokenizer.chat([{ role: 'user', content: '7 toys' }]);
    expect([chat[0], chat.at(-2), chat.at(-1)]).toEqual([user, end, assistant]);
    expect(engine.tokenizer.decode(chat.slice(1, -2))).toBe('7 toys');
    expect([...engine.tokenizer.stop]).toEqual([end]);
    expect(engine.info.model).toMatchObject({ quantisation: 'F16', license: 'Apache-2.0' });
    const again = exportGguf({ model, parameters, tokenizer, provenance });
    expect(Buffer.compare(again, bytes)).toBe(0);
    await engine.dispose();
  });
});
