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
import { endsRight } from './judged-item.ts';
import type { JudgedItem } from './judged-item.ts';
import { selectorValue } from './selector.ts';
import type { SelectorValue } from './selector.ts';

export interface MethodFigures {
  readonly n: number;
  /** Nothing chosen, or no answer stated. */
  readonly unanswered: number;
  readonly accuracy: Rate;
  /** Against what was revised, or against the greedy answer; null where neither is known. */
  readonly flips: Flips | null;
  readonly before: 'draft' | 'greedy' | null;
  readonly selector: SelectorValue | null;
  readonly calibration: CalibrationFigures | null;
  /** Within-question discrimination of the candidates' scores; null where nothing is ranked. */
  readonly discrimination: number | null;
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

/** @param greedy whether the greedy answer of each problem is right, in the same order; null where it is not known */
export function methodFigures(
  items: readonly JudgedItem[],
  greedy: readonly boolean[] | null,
  rng: Rng,
): MethodFigures {
  const right = items.map(endsRight);
  const revised = items.every(({ draft }) => draft !== null) && items.length > 0;
  const first = revised
    ? items.map(({ candidates, draft }) => candidates[draft ?? -1]?.right ?? false)
    : greedy;
  const pairs =
    first === null ? [] : items.map((_, i) => ({ first: first[i] ?? false, second: right[i] ?? false }));
  const tokens = items.map(({ generated }) => generated);
  const interval = bootstrapInterval(tokens, mean, rng.fork('tokens'));
  return {
    n: items.length,
    unanswered: items.filter(({ candidates, chosen }) => candidates[chosen ?? -1]?.answer == null).length,
    accuracy: rate(right.filter(Boolean).length, items.length),
    flips: flips(pairs),
    before: first === null || items.length === 0 ? null : revised ? 'draft' : 'greedy',
    selector: selectorValue(items),
    calibration: calibrationFigures(items, rng.fork('calibration')),
    discrimination: withinQuestionDiscrimination(items.map(rankedOf)),
    tokens: interval === null ? null : { mean: mean(tokens), interval },
  };
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
