/** Statistics of one token, from the engine, in the form that the trace keeps. */
import { AppError } from '#core/app-error.ts';
import type { TokenId } from '#core/ids.ts';
import type { ForcedKind, TokenEvent } from '#core/trace/events.ts';
import type { Engine, Next, Tokenizer, TokenStats } from '#engine/types.ts';
import { targetStatistics } from '#scoring/row-statistics.ts';

/** How a token came to stand: drawn with this probability, or forced. */
export type Origin =
  | { readonly sampledProb: number; readonly forced: null }
  | { readonly sampledProb: null; readonly forced: ForcedKind };

/** Throws 'internal' when the model gives no numbers, as a damaged weight file does. */
export function tokenEvent(
  { tokenizer }: Pick<Engine, 'tokenizer'>,
  stats: TokenStats,
  origin: Origin,
): TokenEvent {
  const { id, logprob, rank, entropy, varentropy, margin, selfCertainty } = stats;
  if (!Number.isFinite(logprob + entropy + varentropy + selfCertainty))
    throw new AppError(
      'internal',
      'The model gave something that is not a number. Load it again, or choose another file.',
    );
  return {
    id,
    bytes: byteString(tokenizer, id),
    logprob,
    rank,
    entropy,
    varentropy,
    margin,
    selfCertainty,
    ...origin,
    special: tokenizer.isSpecial(id),
    top: stats.top.map((one) => ({ id: one.id, logprob: one.logprob, bytes: byteString(tokenizer, one.id) })),
  };
}

/** The drawn token's own statistics: from the candidates for a greedy token, else from the logits. */
export function statsOf(next: Next, id: TokenId): TokenStats {
  const [best] = next.top;
  if (best?.id === id) return { ...next, ...best, rank: 1 };
  if (next.logits === undefined)
    throw new AppError('internal', 'A token was drawn without logits. Report this.');
  return { ...next, ...targetStatistics(next.logits, id, next.lse) };
}

/** Latin-1: one character for each byte. */
export function byteString(tokenizer: Tokenizer, id: TokenId): string {
  return String.fromCharCode(...tokenizer.bytes(id));
}
