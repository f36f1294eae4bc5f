/**
 * Parameters of a trained decoder as two flat arrays: `matrices` (weight decay applies) and `vectors` (norms).
 * Names and [out, in] shapes are GGUF's; q and k rows are in half-rotation order (rotary-order.ts permutes them).
 */
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { Rng } from '#core/rng.ts';

export type Family = 'matrices' | 'vectors';
export interface ParameterSlot {
  readonly name: string;
  readonly family: Family;
  readonly dims: readonly number[];
  /** First entry within the family's flat array. */
  readonly offset: number;
  readonly size: number;
}
export interface ParameterLayout {
  readonly slots: readonly ParameterSlot[];
  /** Entries of each flat array. */
  readonly sizes: Readonly<Record<Family, number>>;
}
export type FlatParameters = Readonly<Record<Family, Float32Array>>;

export function layoutOf(model: HyperParameters): ParameterLayout {
  const sizes = { matrices: 0, vectors: 0 };
  const slots = shapesOf(model).map(([name, dims]): ParameterSlot => {
    const family = dims.length > 1 ? 'matrices' : 'vectors';
    const size = dims.reduce((product, dim) => product * dim, 1);
    const offset = sizes[family];
    sizes[family] += size;
    return { name, family, dims, offset, size };
  });
  return { slots, sizes };
}

function shapesOf(model: HyperParameters): [string, number[]][] {
  const { hidden, heads, kvHeads, headSize, feedForward, vocab } = model;
  const block = (i: number): [string, number[]][] => [
    [`blk.${i}.attn_norm.weight`, [hidden]],
    [`blk.${i}.attn_q.weight`, [heads * headSize, hidden]],
    [`blk.${i}.attn_k.weight`, [kvHeads * headSize, hidden]],
    [`blk.${i}.attn_v.weight`, [kvHeads * headSize, hidden]],
    [`blk.${i}.attn_output.weight`, [hidden, heads * headSize]],
    [`blk.${i}.ffn_norm.weight`, [hidden]],
    [`blk.${i}.ffn_gate.weight`, [feedForward, hidden]],
    [`blk.${i}.ffn_up.weight`, [feedForward, hidden]],
    [`blk.${i}.ffn_down.weight`, [hidden, feedForward]],
  ];
  const blocks = Array.from({ length: model.layers }, (_, i) => block(i)).flat();
  return [['token_embd.weight', [vocab, hidden]], ...blocks, ['output_norm.weight', [hidden]]];
}

const DEVIATION = 0.02;
const RESIDUAL = /\.(attn_output|ffn_down)\.weight$/;

/** GPT-2's initialisation: normal(0, 0.02), projections into the residual stream divided by √(2 · layers), norms 1. */
export function initialise(model: HyperParameters, rng: Rng): FlatParameters {
  const { slots, sizes } = layoutOf(model);
  const matrices = new Float32Array(sizes.matrices);
  for (const { name, family, offset, size } of slots) {
    if (family === 'vectors') continue;
    const scale = RESIDUAL.test(name) ? DEVIATION / Math.sqrt(2 * model.layers) : DEVIATION;
    const own = rng.fork(name);
    for (let i = 0; i < size; i++) matrices[offset + i] = scale * normal(own);
  }
  return { matrices, vectors: new Float32Array(sizes.vectors).fill(1) };
}

/** Standard normal by Box and Muller. */
function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}
