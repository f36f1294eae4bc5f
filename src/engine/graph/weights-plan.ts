/**
 * Which tensors of a GGUF file make up each external initialiser of a decoder graph, and how. Says nothing of bytes:
 * weights.ts fills the plan from a file. Names of tensors are llama.cpp's.
 */
import type { HyperParameters } from './hyper-parameters.ts';
import type { WeightStorage } from './variants.ts';

/**
 * One tensor of the file: its rows follow those of the part before it. `headSize` marks q and k of architecture llama,
 * whose rows the converter permuted within each head: graph row h·HD + s·HD/2 + j is file row h·HD + 2j + s.
 */
export interface WeightPart {
  readonly tensor: string;
  /** Rows of a matrix, elements of a vector. */
  readonly rows: number;
  readonly unpermuteHeads?: number;
}
/** A matrix [rows, columns]; stored in blocks it becomes the initialisers `${name}.blocks` and `${name}.scales`. */
export interface MatrixPlan {
  readonly kind: 'matrix';
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly parts: readonly WeightPart[];
  readonly storage: WeightStorage;
}
/** A vector [length], always float32. */
export interface VectorPlan {
  readonly kind: 'vector';
  readonly name: string;
  readonly length: number;
  readonly parts: readonly WeightPart[];
}
/** The initialisers rope.cos and rope.sin, [positions, HD/2], computed. */
interface RopePlan {
  readonly kind: 'rope';
  readonly name: 'rope';
  readonly positions: number;
}
export type WeightPlan = MatrixPlan | VectorPlan | RopePlan;

const sum = (parts: readonly WeightPart[]): number => parts.reduce((total, part) => total + part.rows, 0);

/** Plans of one decoder's weights, by what they are for. */
export function weightPlans(hp: HyperParameters, storage: WeightStorage) {
  const { heads, kvHeads, headSize, hidden, feedForward } = hp;
  const permuted = hp.architecture === 'llama' ? { unpermuteHeads: headSize } : {};
  const matrix = (name: string, columns: number, parts: readonly WeightPart[]): MatrixPlan => ({
    kind: 'matrix',
    name,
    rows: sum(parts),
    columns,
    parts,
    storage,
  });
  const vector = (name: string, parts: readonly WeightPart[]): VectorPlan => ({
    kind: 'vector',
    name,
    length: sum(parts),
    parts,
  });
  const norm = (name: string, tensor: string, rows = hidden) => vector(name, [{ tensor, rows }]);
  const qkv = (prefix: string, suffix: 'weight' | 'bias'): WeightPart[] => [
    { tensor: `${prefix}.attn_q.${suffix}`, rows: heads * headSize, ...permuted },
    { tensor: `${prefix}.attn_k.${suffix}`, rows: kvHeads * headSize, ...permuted },
    { tensor: `${prefix}.attn_v.${suffix}`, rows: kvHeads * headSize },
  ];
  return {
    layer: (i: number) => {
      const blk = `blk.${i}`;
      const one = (name: string, tensor: string, rows: number, columns: number) =>
        matrix(`${blk}.${name}`, columns, [{ tensor: `${blk}.${tensor}.weight`, rows }]);
      return {
        attentionNorm: norm(`${blk}.attn_norm`, `${blk}.attn_norm.weight`),
        qkv: matrix(`${blk}.qkv`, hidden, qkv(blk, 'weight')),
        qkvBias: hp.qkvBias ? vector(`${blk}.qkv_bias`, qkv(blk, 'bias')) : null,
        queryNorm: hp.qkNorm ? norm(`${blk}.q_norm`, `${blk}.attn_q_norm.weight`, headSize) : null,
        keyNorm: hp.qkNorm ? norm(`${blk}.k_norm`, `${blk}.attn_k_norm.weight`, headSize) : null,
        attentionOutput: one('attn_output', 'attn_output', hidden, heads * headSize),
        feedForwardNorm: norm(`${blk}.ffn_norm`, `${blk}.ffn_norm.weight`),
        gateUp: matrix(`${blk}.gate_up`, hidden, [
          { tensor: `${blk}.ffn_gate.weight`, rows: feedForward },
          { tensor: `${blk}.ffn_up.weight`, rows: feedForward },
        ]),
        down: one('ffn_down', 'ffn_down', hidden, feedForward),
      };
    },
    outputNorm: norm('output_norm', 'output_norm.weight'),
    output: matrix('output', hidden, [
      { tensor: hp.tied ? EMBEDDING_TENSOR : 'output.weight', rows: hp.vocab },
    ]),
  };
}

/** [vocab, hidden]; its rows are fed as inputs_embeds, so it is no initialiser of its own. */
export const EMBEDDING_TENSOR = 'token_embd.weight';
