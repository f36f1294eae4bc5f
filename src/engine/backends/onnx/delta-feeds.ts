/**
 * Inputs of the 'delta' graph for one call over a ragged batch: sequences are padded on the right to the longest, and
 * the mask hides both the padding and the unused rows of the past. Pure; layouts are those of graph/decoder.ts.
 */
import type { TokenId, Tokens } from '#core/ids.ts';
import type { HostTensor } from '#engine/graph/runtime.ts';
import type { EmbeddingRows } from './embedding-rows.ts';

/** One batch entry: tokens[start .. start + count) are new, the `start` before them are in the past. */
export interface Window {
  readonly tokens: Tokens;
  readonly start: number;
  readonly count: number;
  /** Positions whose logits are wanted, inside the window. */
  readonly rows: readonly number[];
}
/** Large enough to vanish in the softmax, small enough to stay exact beside real scores. */
const HIDDEN = -1e9;

export interface FeedShape {
  readonly hidden: number;
  /** P, rows of the past fed. */
  readonly past: number;
  /** Rows of the rotary tables. */
  readonly positions: number;
}

export function deltaFeeds(
  windows: readonly Window[],
  embeddings: EmbeddingRows,
  { hidden, past, positions }: FeedShape,
): Record<string, HostTensor> {
  const batch = windows.length;
  const span = Math.max(...windows.map(({ count }) => count));
  const embeds = new Float32Array(batch * span * hidden);
  const places = new BigInt64Array(batch * span);
  const rows: bigint[] = [];
  windows.forEach(({ tokens, start, count, rows: wanted }, b) => {
    for (let s = 0; s < span; s++) {
      // Padding has positions too, and they must stay inside the tables.
      places[b * span + s] = BigInt(Math.min(start + s, positions - 1));
      if (s < count) embeddings.write(tokens[start + s] as TokenId, embeds, (b * span + s) * hidden);
    }
    for (const position of wanted) rows.push(BigInt(b * span + position - start));
  });
  // The graph always computes logits; a pass that wants none asks for one row and leaves it.
  if (rows.length === 0) rows.push(0n);
  return {
    inputs_embeds: { type: 'float32', dims: [batch, span, hidden], data: embeds },
    positions: { type: 'int64', dims: [batch, span], data: places },
    mask: { type: 'float32', dims: [batch, 1, span, past + span], data: mask(windows, span, past) },
    logit_rows: { type: 'int64', dims: [rows.length], data: BigInt64Array.from(rows) },
  };
}

/** [B, 1, S, P + S]: 0 where query s may look, else HIDDEN. Padding looks at itself and what precedes it. */
function mask(windows: readonly Window[], span: number, past: number): Float32Array {
  const width = past + span;
  const out = new Float32Array(windows.length * span * width).fill(HIDDEN);
  windows.forEach(({ start }, b) => {
    for (let s = 0; s < span; s++) {
      const row = (b * span + s) * width;
      out.fill(0, row, row + Math.min(start, past));
      out.fill(0, row + past, row + past + s + 1);
    }
  });
  return out;
}
