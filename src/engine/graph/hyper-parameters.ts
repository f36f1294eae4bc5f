/** Facts of a Llama-family decoder, read from GGUF metadata (gguf/hyper-parameters.ts) or chosen for training. */
export type Architecture = 'llama' | 'qwen2' | 'qwen3';

export interface RopeScaling {
  /** Divisors of the inverse frequencies, one for each of headSize / 2 (GGUF tensor rope_freqs.weight: Llama-3 scaling). */
  readonly factors: Float32Array;
}
export interface HyperParameters {
  readonly architecture: Architecture;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  readonly feedForward: number;
  /** Rows of the embedding matrix; may exceed the tokenizer's vocabulary. */
  readonly vocab: number;
  readonly context: number;
  readonly normEpsilon: number;
  readonly ropeTheta: number;
  readonly ropeScaling: RopeScaling | null;
  /** Output matrix is the embedding matrix. */
  readonly tied: boolean;
  /** Biases on q, k, v (qwen2). */
  readonly qkvBias: boolean;
  /** RMS norm on each q and k head (qwen3). */
  readonly qkNorm: boolean;
}
