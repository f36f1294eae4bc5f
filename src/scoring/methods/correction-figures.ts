/**
 * How sure the figures of a correction are (methods.md E4), and what became of wrong answers (methods.md 9.1): the shares
 * of flips.ts with Wilson intervals, what was gained with a paired bootstrap, RSS with one over problems.
 */
import type { Rng } from '#core/rng.ts';
import { sameOutcome } from '../answers/equal-answers.ts';
import { correctionScores } from '../flips.ts';
import { bootstrapInterval, rate } from '../intervals.ts';
import type { Interval, Rate } from '../intervals.ts';
import type { JudgedAnswer } from './judged-item.ts';
import { pairedDifference } from './paired-difference.ts';
import type { Difference } from './paired-difference.ts';

/** What stood first and what was chosen in the end. */
export interface BeforeAfter {
  readonly before: Pick<JudgedAnswer, 'answer' | 'right'>;
  readonly after: Pick<JudgedAnswer, 'answer' | 'right'>;
}
export interface CorrectionFigures {
  /** CL: kept, of those that were right. */
  readonly confidence: Rate;
  /** CS: repaired, of those that were wrong. */
  readonly critique: Rate;
  /** Of all: right before and wrong after. */
  readonly broken: Rate;
  /** Of all: wrong before and right after. */
  readonly repaired: Rate;
  /** Accuracy after minus accuracy before. */
  readonly gain: Difference | null;
  /** Of RSS, over draws in which it has a value; null where it has none. */
  readonly rss: Interval | null;
  /** Wrong before and after: the same answer, or none both times. */
  readonly wrongSame: number;
  /** Wrong before and after: the one or the other was changed, begun or lost. */
  readonly wrongOther: number;
}

/** Null without problems. */
export function correctionFigures(pairs: readonly BeforeAfter[], rng: Rng): CorrectionFigures | null {
  if (pairs.length === 0) return null;
  const [first, second] = [pairs.map(({ before }) => before.right), pairs.map(({ after }) => after.right)];
  const count = (was: boolean, is: boolean): number =>
    pairs.filter(({ before, after }) => before.right === was && after.right === is).length;
  const right = first.filter(Boolean).length;
  const [broken, repaired] = [count(true, false), count(false, true)];
  const wrongSame = pairs.filter(
    ({ before, after }) => !before.right && !after.right && sameOutcome(before.answer, after.answer),
  ).length;
  return {
    confidence: rate(right - broken, right),
    critique: rate(repaired, pairs.length - right),
    broken: rate(broken, pairs.length),
    repaired: rate(repaired, pairs.length),
    gain: pairedDifference(second, first, rng.fork('gain')),
    rss: rssOf(pairs) === null ? null : bootstrapInterval(pairs, rssOf, rng.fork('rss')),
    wrongSame,
    wrongOther: count(false, false) - wrongSame,
  };
}

function rssOf(pairs: readonly BeforeAfter[]): number | null {
  const tries = pairs.map(({ before, after }) => ({
    pa: Number(before.right),
    pb: Number(before.right && after.right),
    pc: Number(!before.right && after.right),
  }));
  return correctionScores(tries)?.rss ?? null;
}
