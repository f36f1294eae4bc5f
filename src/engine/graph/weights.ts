/**
 * Fills the plans of a decoder graph from a file, piece by piece: beyond what is kept, no more than one piece of about
 * 4 MB is held. It must not know the file's format: it is handed something that reads rows of named tensors.
 */
import { AppError } from '#core/app-error.ts';
import type { DecoderGraph } from './decoder.ts';
import type { HyperParameters } from './hyper-parameters.ts';
import { ropeTables } from './rope.ts';
import { BLOCK } from './weight-inputs.ts';
import { quantiseRow } from './weights-quantise.ts';
import type { MatrixPlan, VectorPlan, WeightPart, WeightPlan } from './weights-plan.ts';

export interface TensorRows {
  /** Rows from … from + count − 1 of a matrix as floats, row-major; a vector is one row. */
  rows(tensor: string, from: number, count: number): Promise<Float32Array>;
}
export interface LoadOptions {
  /** Called with bytes filled so far and in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

const PIECE_FLOATS = 1 << 20;

/** External initialisers by name, as GraphRuntime.create takes them. Rejects AppError 'malformed-file' | 'aborted' and what the source rejects. */
export async function loadWeights(
  decoder: Pick<DecoderGraph, 'weights'>,
  hp: HyperParameters,
  source: TensorRows,
  { onProgress, signal }: LoadOptions = {},
): Promise<Map<string, Uint8Array>> {
  const loaded = new Map<string, Uint8Array>();
  const total = decoder.weights.reduce((bytes, plan) => bytes + planBytes(plan, hp), 0);
  let done = 0;
  for (const plan of decoder.weights) {
    if (signal?.aborted) throw new AppError('aborted', 'Loading was stopped. Load the model again to go on.');
    for (const [name, data] of await fill(plan, hp, source))
      loaded.set(name, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    done += planBytes(plan, hp);
    onProgress?.(done, total);
  }
  return loaded;
}

/** Bytes the graph's weights will take in memory. */
export function weightBytes(decoder: Pick<DecoderGraph, 'weights'>, hp: HyperParameters): number {
  return decoder.weights.reduce((bytes, plan) => bytes + planBytes(plan, hp), 0);
}

function planBytes(plan: WeightPlan, hp: HyperParameters): number {
  if (plan.kind === 'rope') return plan.positions * hp.headSize * 4;
  if (plan.kind === 'vector') return plan.length * 4;
  if (plan.storage === 'float32') return plan.rows * plan.columns * 4;
  const blocks = plan.rows * Math.ceil(plan.columns / BLOCK);
  return blocks * (plan.storage === 'q8' ? BLOCK + 4 : BLOCK / 2 + 4);
}

async function fill(
  plan: WeightPlan,
  hp: HyperParameters,
  source: TensorRows,
): Promise<readonly (readonly [string, Float32Array | Uint8Array])[]> {
  if (plan.kind === 'vector') return [[plan.name, await fillVector(plan, source)]];
  if (plan.kind === 'matrix') return fillMatrix(plan, source);
  const { cos, sin } = ropeTables(hp, plan.positions);
  return [
    ['rope.cos', cos],
    ['rope.sin', sin],
  ];
}

async function fillVector(plan: VectorPlan, source: TensorRows): Promise<Float32Array> {
  const out = new Float32Array(plan.length);
  let base = 0;
  for (const part of plan.parts) {
    const values = await exactly(source, part, 0, 1, part.rows);
    for (let i = 0; i < part.rows; i++) out[base + graphRow(part, i)] = values[i] as number;
    base += part.rows;
  }
  return out;
}

async function fillMatrix(
  plan: MatrixPlan,
  source: TensorRows,
): Promise<readonly (readonly [string, Float32Array | Uint8Array])[]> {
  const { name, rows, columns } = plan;
  if (plan.storage === 'float32') {
    const out = new Float32Array(rows * columns);
    await eachRow(plan, source, (row, piece, from) => {
      out.set(piece.subarray(from, from + columns), row * columns);
    });
    return [[name, out]];
  }
  const bits = plan.storage === 'q8' ? 8 : 4;
  const count = rows * Math.ceil(columns / BLOCK);
  const out = { blocks: new Uint8Array((count * BLOCK * bits) / 8), scales: new Float32Array(count) };
  await eachRow(plan, source, (row, piece, from) => {
    quantiseRow(out, row, piece, from, columns, bits);
  });
  return [
    [`${name}.blocks`, out.blocks],
    [`${name}.scales`, out.scales],
  ];
}

/** Visits every row of the matrix: its index in the graph, and where it lies. */
async function eachRow(
  plan: MatrixPlan,
  source: TensorRows,
  visit: (row: number, piece: Float32Array, from: number) => void,
): Promise<void> {
  const step = Math.max(1, Math.floor(PIECE_FLOATS / plan.columns));
  let base = 0;
  for (const part of plan.parts) {
    for (let from = 0; from < part.rows; from += step) {
      const count = Math.min(part.rows - from, step);
      const piece = await exactly(source, part, from, count, count * plan.columns);
      for (let r = 0; r < count; r++) visit(base + graphRow(part, from + r), piece, r * plan.columns);
    }
    base += part.rows;
  }
}

/** Where a row of the file goes: within each head, row 2j + s becomes s·HD/2 + j. */
function graphRow(part: WeightPart, row: number): number {
  const size = part.unpermuteHeads;
  if (size === undefined) return row;
  const within = row % size;
  return row - within + (within % 2) * (size / 2) + Math.floor(within / 2);
}

async function exactly(
  source: TensorRows,
  part: WeightPart,
  from: number,
  count: number,
  floats: number,
): Promise<Float32Array> {
  const values = await source.rows(part.tensor, from, count);
  if (values.length === floats) return values;
  throw new AppError(
    'malformed-file',
    `Tensor ${part.tensor} gave ${values.length} numbers where the model's shape asks for ${floats}. Download the file again or choose another.`,
    { tensor: part.tensor, found: values.length, expected: floats },
  );
}
