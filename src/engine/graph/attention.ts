/** What an attention variant offers the decoder: one layer's attention, from the packed projection to the heads' output. */
import type { Value } from './graph.ts';

export interface AttentionWeights {
  /** Scales [HD] of the norm on every query and key head; null where the model has none. */
  readonly queryNorm: Value | null;
  readonly keyNorm: Value | null;
  /** [positions, HD/2] each. */
  readonly rope: { readonly cos: Value; readonly sin: Value };
}
/** `qkv` [B·S, (H + 2KV)·HD], heads in the order q, k, v → [B·S, H·HD]. */
export type Attention = (layer: number, qkv: Value, weights: AttentionWeights) => Value;
