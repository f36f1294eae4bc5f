/**
 * What a method came to on a set of problems (methods.md E4): accuracy before and after with flips, CL, CS and RSS; what
 * its choosing is worth; whether its confidence and its scores tell right from wrong; tokens. Pure; null where a figure
 * has no items.
 */
import type { Rng } from '#core/rng.ts';
import {
  auroc,
  aurocInterval,
  brier,
  expectedCalibrationError,
  withinQuestionDiscrimination,
} from '../calibration.ts';
import { flips } from '../flips.ts';
import type { Flips } from '../flips.ts';
import { bootstrapInterval, rate } from '../intervals.ts';
import type { Interval, Rate } from '../intervals.ts';
import { correctionFigures } from './correction-figures.ts';
import type { BeforeAfter, CorrectionFigures } from './correction-figures.ts';
import { countFigures } from './count-figures.ts';
import type { CountFigures } from './count-figures.ts';
import { endsRight } from './judged-item.ts';
import type { JudgedAnswer, JudgedItem } from './judged-item.ts';
import { ratingFigures } from './rating-figures.ts';
import type { RatingFigures } from './rating-figures.ts';
import { roundFigures } from './round-figures.ts';
import type { RoundFigures } from './round-figures.ts';
import { satisfaction } from './satisfaction.ts';
import type { MetBeforeAfter, Satisfaction } from './satisfaction.ts';
import { selectorValue } from './selector.ts';
import type { SelectorValue } from './selector.ts';

export interface MethodFigures {
  readonly n: number;
  /** Nothing chosen, or no answer stated. */
  readonly unanswered: number;
  readonly accuracy: Rate;
  /** Against what was revised, or against the greedy answer; null where neither is known. */
  readonly flips: Flips | null;
  /** How sure they are; null with them. */
  readonly correction: CorrectionFigures | null;
  readonly before: 'draft' | 'greedy' | null;
  /** Of problems that ask for several things which code checks; null without any. */
  readonly satisfaction: Satisfaction | null;
  /** By round, round 0 the first answer; null for methods without rounds. */
  readonly rounds: readonly RoundFigures[] | null;
  readonly selector: SelectorValue | null;
  readonly calibration: CalibrationFigures | null;
  /** Within-question discrimination of the candidates' scores; null where nothing is ranked. */
  readonly discrimination: number | null;
  /** Whether judges agree with what is right, of methods that compare some; null for the others. */
  readonly ratings: readonly RatingFigures[] | null;
  /** What the method counts a problem; none for most. */
  readonly counts: readonly CountFigures[];
  /** Written by the model a problem, with a bootstrap interval of the mean. */
  readonly tokens: { readonly mean: number; readonly interval: Interval } | null;
}
interface CalibrationFigures {
  readonly n: number;
  readonly ece: number | null;
  readonly brier: number | null;
  readonly auroc: number | null;
  readonly aurocInterval: Interval | null;
}

const NONE: BeforeAfter['before'] = { answer: null, right: false };

/** @param greedy the greedy answer of each problem, in the same order; null where it is not known */
export function methodFigures(
  items: readonly JudgedItem[],
  greedy: readonly JudgedAnswer[] | null,
  rng: Rng,
): MethodFigures {
  const right = items.map(endsRight);
  const before = beforeOf(items, greedy);
  const pairs = items.flatMap(({ candidates, chosen }, i): BeforeAfter[] =>
    before === null ? [] : [{ before: before.answers[i] ?? NONE, after: candidates[chosen ?? -1] ?? NONE }],
  );
  const tokens = items.map(({ generated }) => generated);
  const interval = bootstrapInterval(tokens, mean, rng.fork('tokens'));
  return {
    n: items.length,
    unanswered: items.filter(({ candidates, chosen }) => candidates[chosen ?? -1]?.answer == null).length,
    accuracy: rate(right.filter(Boolean).length, items.length),
    flips: flips(pairs.map((pair) => ({ first: pair.before.right, second: pair.after.right }))),
    correction: correctionFigures(pairs, rng.fork('correction')),
    before: before?.kind ?? null,
    satisfaction: satisfaction(metOf(items, before), rng.fork('satisfaction')),
    rounds: roundFigures(items),
    selector: selectorValue(items, rng.fork('selector')),
    calibration: calibrationFigures(items, rng.fork('calibration')),
    discrimination: withinQuestionDiscrimination(items.map(rankedOf)),
    ratings: ratingFigures(items, rng.fork('ratings')),
    counts: countFigures(items, rng.fork('counts')),
    tokens: interval === null ? null : { mean: mean(tokens), interval },
  };
}

interface Before {
  readonly kind: 'draft' | 'greedy';
  readonly answers: readonly (JudgedAnswer | undefined)[];
}
function beforeOf(items: readonly JudgedItem[], greedy: readonly JudgedAnswer[] | null): Before | null {
  if (items.length === 0) return null;
  const revised = items.every(({ draft }) => draft !== null);
  if (revised)
    return { kind: 'draft', answers: items.map(({ candidates, draft }) => candidates[draft ?? -1]) };
  return greedy === null ? null : { kind: 'greedy', answers: greedy };
}

/** Of the problems whose choice was checked for several things. */
function metOf(items: readonly JudgedItem[], before: Before | null): MetBeforeAfter[] {
  return items.flatMap(({ candidates, chosen }, i) => {
    const after = candidates[chosen ?? -1]?.conditions;
    return after === undefined ? [] : [{ before: before?.answers[i]?.conditions ?? null, after }];
  });
}

function calibrationFigures(items: readonly JudgedItem[], rng: Rng): CalibrationFigures | null {
  const judged = items.flatMap((item) =>
    item.confidence === null ? [] : [{ p: item.confidence, correct: endsRight(item) }],
  );
  if (judged.length === 0) return null;
  return {
    n: judged.length,
    ece: expectedCalibrationError(judged),
    brier: brier(judged),
    auroc: auroc(judged),
    aurocInterval: aurocInterval(judged, rng),
  };
}

function rankedOf({ candidates }: JudgedItem) {
  return candidates.flatMap(({ score, right }) => (score === null ? [] : [{ p: score, correct: right }]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
