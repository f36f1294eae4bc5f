/** A decoder small enough to be tuned within a test, and sequences of digits for it to prefer. */
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { organismShape } from '../organism-shape.ts';
import { initialise } from '../parameters.ts';
import type { EncodedPair } from './preference-pairs.ts';
import type { TuneStart } from './sft-tuner.ts';

export async function tinyStart(rows: number, seed = 1): Promise<TuneStart> {
  const sizes = { layers: 1, hidden: 16, heads: 2, kvHeads: 1, headSize: 8, feedForward: 24 };
  const model = { ...organismShape(12), ...sizes };
  return {
    runtime: await openNodeRuntime(),
    model,
    parameters: initialise(model, createRng(seed)),
    shape: { rows, length: 12 },
  };
}

/** Counting upwards is chosen, downwards rejected, from a random digit; 10 begins, 11 ends. */
export function countingPair(rng: Rng): EncodedPair {
  const [start, count] = [rng.int(10), 2 + rng.int(6)];
  const document = (by: 1 | 9) => {
    const tokens = [10, start, ...Array.from({ length: count }, (_, i) => (start + by * (i + 1)) % 10), 11];
    return { tokens, weights: tokens.map((_, i) => Number(i > 1)) };
  };
  return { chosen: document(1), rejected: document(9) };
}
