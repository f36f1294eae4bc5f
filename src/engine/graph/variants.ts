/**
 * Which graph of one and the same decoder a backend wants (engines.md I and B.4 of the design gives the measurements).
 * 'delta' returns only the new key/value rows and takes an additive mask: the caller keeps the cache (wasm, Node).
 * 'static' is GroupQueryAttention on a cache of fixed capacity, right-padded: present may be past's own buffer (WebGPU).
 */
export type WeightStorage = 'float32' | 'q8' | 'q4';

export interface DecoderVariant {
  readonly kv: 'delta' | 'static';
  /** Matrices as float32, or in blocks of 32 for MatMulNBits (8 or 4 bits, symmetric). Default float32. On wasm MatMulNBits is 5 to 25 times slower. */
  readonly weights?: WeightStorage;
  /** Positions the rotary tables cover: the longest sequence this session can hold. Default: the model's context. */
  readonly positions?: number;
  /** Adds outputs hidden.0 … hidden.L. */
  readonly hidden?: boolean;
  /** Adds input steer [L, D]. */
  readonly steer?: boolean;
  /** Adds outputs lens.0 … lens.(L−1). */
  readonly lens?: boolean;
}
