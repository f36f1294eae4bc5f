/** The models of data/decoder.json as the graph builder wants them: hyper-parameters and rows of tensors. */
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { TensorRows } from '#engine/graph/weights.ts';
import oracle from './data/decoder.json';
import { blockRoundTrip, bytesOf } from './decoder-harness.ts';

export const cases = oracle.cases;
export type Case = (typeof oracle.cases)[number];
export function hyperParameters({ hyper }: Case): HyperParameters {
  const { ropeFactors, architecture, ...rest } = hyper;
  return {
    ...rest,
    architecture: architecture as HyperParameters['architecture'],
    ropeScaling: ropeFactors === null ? null : { factors: Float32Array.from(ropeFactors) },
  };
}

export function tensorSource({ tensors }: Case): TensorRows {
  const decoded = new Map(
    Object.entries(tensors).map(([name, { dims, data }]) => [
      name,
      { width: dims.at(-1) as number, values: new Int8Array(bytesOf(data).buffer) },
    ]),
  );
  return {
    rows(name, from, count) {
      const found = decoded.get(name);
      if (!found) throw new Error(`the oracle has no tensor ${name}`);
      const slice = found.values.subarray(from * found.width, (from + count) * found.width);
      return Promise.resolve(Float32Array.from(slice, (x) => x / 64));
    },
  };
}

/** Matrices after a round trip through blocks; norms and biases as they are. */
export function roundedSource(source: TensorRows, bits: 8 | 4): TensorRows {
  return {
    async rows(name, from, count) {
      const values = await source.rows(name, from, count);
      if (name.includes('norm') || name.endsWith('.bias')) return values;
      const columns = values.length / count;
      return Float32Array.from(
        Array.from({ length: count }, (_, r) => [
          ...blockRoundTrip(values.subarray(r * columns, (r + 1) * columns), bits),
        ]).flat(),
      );
    },
  };
}

/** Largest absolute difference; Infinity where lengths differ, NaN where numbers are missing. */
export function worst(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return Infinity;
  return found.reduce((most, x, i) => Math.max(most, Math.abs(x - (expected[i] as number))), 0);
}
