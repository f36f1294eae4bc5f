/** What training graphs are fed and read: host tensors from parameters and batches, and back. */
import type { HostTensor } from '#engine/graph/runtime.ts';
import type { Batch } from './packing.ts';
import type { Family, FlatParameters } from './parameters.ts';

type Feeds = Readonly<Record<string, HostTensor>>;

export function floatTensor(data: Float32Array | readonly number[], dims: readonly number[]): HostTensor {
  return { type: 'float32', dims, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}

/** One flat array a family, named by it after `prefix`. */
export function parameterFeeds({ matrices, vectors }: FlatParameters, prefix = ''): Feeds {
  const named = (family: Family, data: Float32Array) => [
    `${prefix}${family}`,
    floatTensor(data, [data.length]),
  ];
  return Object.fromEntries([named('matrices', matrices), named('vectors', vectors)]) as Feeds;
}

export function batchFeeds(batch: Batch): Feeds {
  const dims = [batch.rows, batch.length];
  return {
    tokens: { type: 'int64', dims, data: batch.tokens },
    targets: { type: 'int64', dims, data: batch.targets },
    positions: { type: 'int64', dims, data: batch.positions },
    segments: { type: 'int32', dims, data: batch.segments },
    weights: floatTensor(batch.weights, dims),
  };
}

export function floatsOf(out: Feeds, name: string): Float32Array {
  return out[name]?.data as Float32Array;
}
