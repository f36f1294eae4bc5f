/** The WGSL row statistics against the CPU's (scoring/row-statistics.ts, itself checked against NumPy). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '#core/rng.ts';
import { openDevice } from '#engine/gpu-device.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import { StatisticsPass } from '#engine/gpu-statistics.ts';
import type { Row } from '#engine/decoder-backend.ts';
import { rowStatistics, targetStatistics, topK } from '#scoring/row-statistics.ts';

const rng = createRng(7);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
const row = (size: number, value: (i: number) => number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => value(i));

const V = 1000;
/** Floats before the first row, which must not be seen. */
const START = 9;
const ROWS: Readonly<Record<string, Float32Array>> = {
  'like a model': row(V, () => 3 * normal()),
  'nearly certain': row(V, (i) => (i === 413 ? 30 : normal())),
  'as good as certain': row(V, (i) => (i === 5 ? 70 : -20 + normal())),
  'all equal': row(V, () => 1.25),
  'nearly uniform': row(V, () => 100 + 1e-3 * normal()),
  'one peak over a plateau': row(V, (i) => (i === 999 ? 0 : -5)),
  'many ties, some at the border of the top': row(V, (i) => Math.floor(i / 37) % 9),
  'large numbers': row(V, () => 1e4 * normal()),
  'huge numbers': row(V, (i) => (i % 2 ? 1e38 : -1e38) * rng.next()),
  'tiny numbers': row(V, () => 1e-30 * normal()),
  'both zeros': row(V, (i) => (i % 3 === 0 ? -0 : i % 3 === 1 ? 0 : -1)),
  'minus infinity in places': row(V, (i) => (i % 5 === 0 ? -Infinity : normal())),
};
const KEYS = [
  'lse',
  'max',
  'meanLogit',
  'entropy',
  'varentropy',
  'sumSquares',
  'margin',
  'selfCertainty',
] as const;

/** float32 sums of `size` numbers of this magnitude. */
function slack(key: (typeof KEYS)[number], logits: Float32Array): number {
  const finite = logits.filter(Number.isFinite).map(Math.abs);
  const magnitude = finite.reduce((most, z) => Math.max(most, z), 0);
  return key === 'meanLogit' || key === 'selfCertainty' ? 1e-6 * magnitude + 1e-7 : 1e-7;
}

function expectLikeCpu(found: Row, logits: Float32Array, k: number, target: number | undefined): void {
  const expected = rowStatistics(logits);
  for (const key of KEYS) {
    const [a, b] = [found[key], expected[key]];
    if (Number.isFinite(b))
      expect(Math.abs(a - b), key).toBeLessThan(1e-4 * Math.abs(b) + slack(key, logits));
    else expect(a, key).toBe(b);
  }
  const top = topK(logits, k, expected.lse);
  expect(found.top.map(({ id }) => id)).toEqual(top.map(({ id }) => id));
  found.top.forEach(({ logprob }, i) => {
    const wanted = top[i]?.logprob ?? NaN;
    expect(Math.abs(logprob - wanted)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(wanted)));
  });
  if (target === undefined) return;
  const stats = targetStatistics(logits, target, expected.lse);
  expect(found.target).toMatchObject({ id: target, rank: stats.rank });
  const logprob = found.target?.logprob ?? NaN;
  if (Number.isFinite(stats.logprob))
    expect(Math.abs(logprob - stats.logprob)).toBeLessThanOrEqual(
      1e-5 * Math.max(1, Math.abs(stats.logprob)),
    );
  else expect(logprob).toBe(stats.logprob);
}

describe('row statistics on the GPU', () => {
  let gpu: GpuDevice;
  beforeAll(async () => {
    gpu = await openDevice();
  });
  afterAll(() => gpu.close());

  /** Rows lie `stride` apart; between them lies what must not be seen. */
  const read = async (
    rows: readonly Float32Array[],
    stride: number,
    k: number,
    targets: readonly (number | undefined)[],
    logits = false,
  ): Promise<{ rows: Row[]; bytes: number }> => {
    const vocabSize = (rows[0] as Float32Array).length;
    const packed = new Float32Array(START + rows.length * stride).fill(3.4e38);
    rows.forEach((each, i) => packed.set(each, START + i * stride));
    const [buffer] = await gpu.allocate([packed.byteLength]);
    gpu.device.queue.writeBuffer(buffer as GPUBuffer, 0, packed);
    const pass = await StatisticsPass.create(gpu, { stride, vocabSize, rows: rows.length });
    const want = { topK: k, logits };
    const found = await pass.read({ logits: buffer as GPUBuffer, start: START, targets, want });
    pass.dispose();
    (buffer as GPUBuffer).destroy();
    return { rows: found, bytes: pass.bytesRead };
  };

  test.each([0, 1, 5, 64])('rows of every kind, with %i candidates', async (k) => {
    const rows = Object.values(ROWS);
    const targets = rows.map((_, i) => (i % 4 === 3 ? undefined : (i * 389) % V));
    const found = await read(rows, V + 24, k, targets);
    rows.forEach((logits, i) => expectLikeCpu(found.rows[i] as Row, logits, k, targets[i]));
    expect(found.bytes).toBe(rows.length * (64 + 8 * Math.max(2, k)));
    expect(found.bytes / rows.length).toBeLessThanOrEqual(1024);
  });

  test.each([1, 2, 3, 255, 257, 50_000])('a vocabulary of %i', async (size) => {
    const logits = row(size, () => 4 * normal());
    const target = size - 1;
    const found = await read([logits, logits], size, 64, [target, undefined], true);
    for (const each of found.rows) expect(each.logits).toEqual(logits);
    expectLikeCpu(found.rows[0] as Row, logits, 64, target);
    expect(found.rows[1]?.target).toBeUndefined();
  });

  test.each([NaN, Infinity])('%f is told, wherever it stands', async (bad) => {
    const logits = row(300, (i) => (i === 299 ? bad : 0));
    await expect(read([logits], 300, 1, [0])).rejects.toMatchObject({ code: 'internal' });
  });
});
