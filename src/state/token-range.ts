/** A stretch of tokens and what the coloured signal says of it. Pure. */
import { countsInAverages } from '#core/trace/branch-view.ts';
import type { TokenEvent } from '#core/trace/events.ts';
import { textOf } from './glyphs.ts';
import { SIGNAL_FACTS } from './signals.ts';
import type { SignalId } from './signals.ts';

/** Tokens [from, to) of the branch on screen; never empty. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}
export interface RangeSummary {
  /** Tokens in the range. */
  readonly count: number;
  /** Tokens that the model chose itself: mean and extreme are of these. */
  readonly own: number;
  /** In the signal's unit; null where the model chose nothing. */
  readonly mean: number | null;
  /** The value of the least sure token. */
  readonly leastSure: number | null;
  readonly text: string;
}

export function summariseRange(
  tokens: readonly TokenEvent[],
  { from, to }: TokenRange,
  signal: SignalId,
): RangeSummary {
  const part = tokens.slice(from, to);
  const { value, highIsSure } = SIGNAL_FACTS[signal];
  const values = part.filter(countsInAverages).map(value);
  const least = highIsSure ? Math.min(...values) : Math.max(...values);
  return {
    count: part.length,
    own: values.length,
    mean: values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length,
    leastSure: values.length === 0 ? null : least,
    text: textOf(part.filter(({ special }) => !special)),
  };
}

/** The range between two tokens, both included, whichever comes first; within so many tokens. */
export function rangeBetween(a: number, b: number, count: number): TokenRange {
  const within = (index: number): number => Math.min(count - 1, Math.max(0, index));
  return { from: within(Math.min(a, b)), to: within(Math.max(a, b)) + 1 };
}

/** What of a range lies in another; null where nothing does. */
export function overlap(range: TokenRange | null, { from, to }: TokenRange): TokenRange | null {
  if (range === null || range.from >= to || range.to <= from) return null;
  return { from: Math.max(range.from, from), to: Math.min(range.to, to) };
}
