/**
 * Whole documents into rows of T positions. A document of n tokens takes n − 1 positions (input → next token).
 * A row starts with the document that has waited longest; what else fits is filled with the longest that fits, from a
 * small pool, so that rows are nearly full and no document waits for ever.
 */
import type { TrainingDocument } from './training-document.ts';

export interface Batch {
  readonly rows: number;
  readonly length: number;
  /** [rows, length], row-major, all five. */
  readonly tokens: BigInt64Array;
  readonly targets: BigInt64Array;
  readonly positions: BigInt64Array;
  readonly segments: Int32Array;
  readonly weights: Float32Array;
  /** Σ weights. */
  readonly totalWeight: number;
  /** What the weighted sum of losses is divided by; default `totalWeight`, which signed weights make meaningless. */
  readonly divisor?: number;
  /** Positions that hold a document. */
  readonly filled: number;
}
export interface Packer {
  nextBatch(): Batch;
  /** Documents taken but not yet packed, oldest first: part of a checkpoint. */
  pending(): readonly TrainingDocument[];
  /** Documents left out because they were longer than a row. */
  tooLong(): number;
}
const POOL = 64;

export function createPacker(
  next: () => TrainingDocument,
  rows: number,
  length: number,
  pending: readonly TrainingDocument[] = [],
): Packer {
  const pool = [...pending];
  let tooLong = 0;
  const refill = (): void => {
    while (pool.length < POOL) {
      const document = next();
      if (document.tokens.length < 2) continue;
      if (document.tokens.length - 1 > length) tooLong++;
      else pool.push(document);
    }
  };
  return {
    nextBatch: () => {
      const batch = emptyBatch(rows, length);
      const sums = { totalWeight: 0, filled: 0 };
      for (let row = 0; row < rows; row++) fillRow(batch, row, pool, refill, sums);
      return { ...batch, ...sums };
    },
    pending: () => [...pool],
    tooLong: () => tooLong,
  };
}

export function emptyBatch(rows: number, length: number): Batch {
  const size = rows * length;
  return {
    rows,
    length,
    tokens: new BigInt64Array(size),
    targets: new BigInt64Array(size),
    positions: new BigInt64Array(size),
    segments: new Int32Array(size),
    weights: new Float32Array(size),
    totalWeight: 0,
    filled: 0,
  };
}

function fillRow(
  batch: Batch,
  row: number,
  pool: TrainingDocument[],
  refill: () => void,
  sums: { totalWeight: number; filled: number },
): void {
  let used = 0;
  for (let segment = 1; ; segment++) {
    refill();
    const index = segment === 1 ? 0 : longestThatFits(pool, batch.length - used);
    if (index < 0) return;
    const [document] = pool.splice(index, 1) as [TrainingDocument];
    sums.totalWeight += writeDocument(batch, row * batch.length + used, segment, document);
    used += document.tokens.length - 1;
    sums.filled += document.tokens.length - 1;
  }
}

function longestThatFits(pool: readonly TrainingDocument[], room: number): number {
  let best = -1;
  let bestLength = 0;
  pool.forEach(({ tokens }, index) => {
    if (tokens.length - 1 > room || tokens.length <= bestLength) return;
    [best, bestLength] = [index, tokens.length];
  });
  return best;
}

/** Writes one document from `start` on and returns its weight. Positions past the last document keep segment 0, weight 0. */
export function writeDocument(
  batch: Batch,
  start: number,
  segment: number,
  { tokens, weights, targets = tokens }: TrainingDocument,
): number {
  let total = 0;
  for (let i = 0; i + 1 < tokens.length; i++) {
    const weight = weights[i + 1] ?? 0;
    batch.tokens[start + i] = BigInt(tokens[i] ?? 0);
    batch.targets[start + i] = BigInt(targets[i + 1] ?? 0);
    batch.positions[start + i] = BigInt(i);
    batch.segments[start + i] = segment;
    batch.weights[start + i] = weight;
    total += weight;
  }
  return total;
}
