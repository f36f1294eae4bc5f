/** Decoder graphs against transformers' logits, hidden states, steering and lens on tiny random models (decoder.py). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { buildDecoder } from '#engine/graph/decoder.ts';
import type { GraphRuntime, GraphSession } from '#engine/graph/runtime.ts';
import type { DecoderVariant } from '#engine/graph/variants.ts';
import { cases, hyperParameters, roundedSource, tensorSource, worst } from './decoder-cases.ts';
import {
  DeltaBatch,
  f32,
  floats,
  fromBase64,
  i32,
  openSession,
  staticFeeds,
  staticPast,
} from './decoder-harness.ts';
import type { Feeds, Outputs } from './decoder-harness.ts';

/** 1e-3 is asked for; both sides are fp32, largest logit 15, largest hidden value about 30: seen are 3e-5 at most. */
const TOLERANCE = 1e-4;

/** The wasm build is what the page runs; the other is onnxruntime-node where it is installed. */
const runs = [true, false].flatMap((wasm) => cases.map((one) => ({ wasm, name: one.name, one })));

describe.each(runs)('$name, wasm $wasm', ({ wasm, one }) => {
  let runtime: GraphRuntime;
  beforeAll(async () => {
    runtime = await openNodeRuntime({ threads: 1, wasm });
  });
  const hp = hyperParameters(one);
  const source = tensorSource(one);
  const { vocab, hidden: width, layers } = hp;
  const all = [...one.first.keys()];
  const logits = fromBase64(one.logits);
  const hidden = fromBase64(one.hidden);
  const opened = new Map<string, Promise<GraphSession>>();
  const open = (variant: DecoderVariant): Promise<GraphSession> => {
    const key = JSON.stringify(variant);
    const session = opened.get(key) ?? openSession(runtime, buildDecoder(hp, variant), hp, source);
    opened.set(key, session);
    return session;
  };
  afterAll(async () => {
    for (const session of opened.values()) await (await session).release();
  });
  const start = async (variant: DecoderVariant, bucket = 4, extra: Feeds = {}): Promise<DeltaBatch> =>
    new DeltaBatch(await open(variant), hp, source, bucket, extra);

  test('delta: logits of all rows, from an empty cache', async () => {
    const outputs = await (await start({ kv: 'delta' })).feed([one.first], all);
    expect(worst(floats(outputs.logits), logits)).toBeLessThan(TOLERANCE);
  });

  test('delta: only the rows asked for, in the order asked', async () => {
    const outputs = await (await start({ kv: 'delta' })).feed([one.first], [11, 3]);
    const expected = [...logits.subarray(11 * vocab), ...logits.subarray(3 * vocab, 4 * vocab)];
    expect(worst(floats(outputs.logits), Float32Array.from(expected))).toBeLessThan(TOLERANCE);
  });

  test.each([
    ['token by token', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 4],
    ['in chunks', [5, 1, 6], 4],
    ['in chunks behind a wide bucket', [3, 9], 32],
  ] as const)('delta: %s equals the whole', async (_, chunks, bucket) => {
    const sequence = await start({ kv: 'delta' }, bucket);
    const found: number[] = [];
    for (const size of chunks) {
      const done = sequence.lengths[0] as number;
      const outputs = await sequence.feed([one.first.slice(done, done + size)], all.slice(0, size));
      found.push(...floats(outputs.logits));
    }
    expect(worst(Float32Array.from(found), logits)).toBeLessThan(TOLERANCE);
  });

  test('delta: a ragged batch equals the single sequences, also when it goes on', async () => {
    const batch = new DeltaBatch(await open({ kv: 'delta' }), hp, source, 4, {}, 2);
    const second = fromBase64(one.secondLogits);
    const row = (rows: Float32Array, i: number): Float32Array => rows.subarray(i * vocab, (i + 1) * vocab);
    const ids = [one.first, one.second];
    const check = async (from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
      const sizes = from.map((start, b) => (to[b] as number) - start);
      const widest = Math.max(...sizes);
      const ends = sizes.map((size, b) => b * widest + size - 1);
      const outputs = await batch.feed(
        ids.map((list, b) => list.slice(from[b], to[b])),
        ends,
      );
      const found = floats(outputs.logits);
      expect(worst(row(found, 0), row(logits, to[0] - 1))).toBeLessThan(TOLERANCE);
      expect(worst(row(found, 1), row(second, to[1] - 1))).toBeLessThan(TOLERANCE);
    };
    await check([0, 0], [8, 3]);
    await check([8, 3], [11, 6]);
    await check([11, 6], [12, 7]);
  });

  test('delta: hidden states of every layer, and the lens on them', async () => {
    const outputs = await (await start({ kv: 'delta', hidden: true, lens: true })).feed([one.first], all);
    expect(worst(floats(outputs.logits), logits)).toBeLessThan(TOLERANCE);
    checkStreams(outputs, hidden);
    const lens = fromBase64(one.lens);
    const size = one.first.length * vocab;
    for (let i = 0; i < layers; i++)
      expect(worst(floats(outputs[`lens.${i}`]), lens.subarray(i * size, (i + 1) * size))).toBeLessThan(
        TOLERANCE,
      );
  });

  test('delta: a steering vector at every layer', async () => {
    const steer = f32([layers, width], fromBase64(one.steer));
    const outputs = await (
      await start({ kv: 'delta', hidden: true, steer: true }, 4, { steer })
    ).feed([one.first], all);
    expect(worst(floats(outputs.logits), fromBase64(one.steeredLogits))).toBeLessThan(TOLERANCE);
    checkStreams(outputs, fromBase64(one.steeredHidden));
  });

  test('delta: steering by zeros changes nothing', async () => {
    const steer = f32([layers, width], new Float32Array(layers * width));
    const outputs = await (
      await start({ kv: 'delta', hidden: true, steer: true }, 4, { steer })
    ).feed([one.first], all);
    expect(worst(floats(outputs.logits), logits)).toBeLessThan(TOLERANCE);
  });

  test('static: prefill, chunk, step and rewind on a fixed cache', async () => {
    const session = await open({ kv: 'static' });
    const feed = async (from: number, to: number, past: Feeds): Promise<Outputs> => {
      const outputs = await session.run(
        await staticFeeds(hp, source, [one.first.slice(from, to)], [from], past),
      );
      const expected = logits.subarray(from * vocab, to * vocab);
      expect(worst(floats(outputs.logits), expected)).toBeLessThan(TOLERANCE);
      return outputs;
    };
    let outputs = await feed(0, 5, staticPast(hp, 1, 16));
    for (const [from, to] of [
      [5, 9],
      [9, 10],
      [10, 12],
      [6, 12],
    ] as const)
      outputs = await feed(from, to, staticPast(hp, 1, 16, outputs));
  });

  test('static: a ragged batch prefills and steps as its sequences do alone', async () => {
    const session = await open({ kv: 'static' });
    const sequences = [one.first, one.second];
    const expected = [logits, fromBase64(one.secondLogits)];
    const longest = Math.max(...sequences.map((ids) => ids.length)) - 1;
    const heads = sequences.map((ids) => [
      ...ids.slice(0, -1),
      ...Array<number>(longest - ids.length + 1).fill(0),
    ]);
    const prefill = await staticFeeds(hp, source, heads, [0, 0], staticPast(hp, 2, 16));
    const lengths = sequences.map((ids) => ids.length - 2);
    let outputs = await session.run({ ...prefill, seqlens_k: i32([2], lengths) });
    const past = staticPast(hp, 2, 16, outputs);
    const last = sequences.map((ids) => ids.slice(-1));
    outputs = await session.run(
      await staticFeeds(
        hp,
        source,
        last,
        sequences.map((ids) => ids.length - 1),
        past,
      ),
    );
    expected.forEach((rows, b) => {
      const found = floats(outputs.logits).subarray(b * vocab, (b + 1) * vocab);
      expect(worst(found, rows.subarray(-vocab))).toBeLessThan(TOLERANCE);
    });
  });

  test('static: hidden states and steering', async () => {
    const session = await open({ kv: 'static', hidden: true, steer: true });
    const steer = f32([layers, width], fromBase64(one.steer));
    const feeds = await staticFeeds(hp, source, [one.first], [0], staticPast(hp, 1, 16));
    const outputs = await session.run({ ...feeds, steer });
    expect(worst(floats(outputs.logits), fromBase64(one.steeredLogits))).toBeLessThan(TOLERANCE);
    checkStreams(outputs, fromBase64(one.steeredHidden));
  });

  test.each(['q8', 'q4'] as const)(
    '%s blocks compute what float32 does with the rounded weights',
    async (weights) => {
      const rounded = roundedSource(source, weights === 'q8' ? 8 : 4);
      const variant = { kv: 'static' } as const;
      const whole = await openSession(runtime, buildDecoder(hp, variant), hp, rounded);
      const session = await open({ ...variant, weights });
      // The embedding rows are fed, not multiplied: they stay as they are.
      const feeds = await staticFeeds(hp, source, [one.first], [0], staticPast(hp, 1, 16));
      const expected = floats((await whole.run(feeds)).logits);
      await whole.release();
      expect(worst(floats((await session.run(feeds)).logits), expected)).toBeLessThan(TOLERANCE);
      expect(worst(expected, logits)).toBeGreaterThan(TOLERANCE);
    },
  );

  function checkStreams(outputs: Outputs, expected: Float32Array): void {
    const size = one.first.length * width;
    for (let i = 0; i <= layers; i++)
      expect(worst(floats(outputs[`hidden.${i}`]), expected.subarray(i * size, (i + 1) * size))).toBeLessThan(
        TOLERANCE,
      );
  }
});
