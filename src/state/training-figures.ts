/** The figures that are watched while a model is trained, as lines of a table. Pure. */
import type { Counted, TuningFigures } from '#core/tuning.ts';
import { blindSpot } from '#scoring/blind-spot.ts';
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';

export interface FigureLine {
  readonly id: keyof TuningFigures;
  readonly title: string;
  readonly before: Rate | null;
  readonly now: Rate | null;
  /** The intervals do not meet: up or down. Null while nobody can tell. */
  readonly change: 'up' | 'down' | null;
}
const TITLES: readonly (readonly [keyof TuningFigures, string])[] = [
  ['own', 'Own mistake, nothing after it'],
  ['ownWait', 'Own mistake, then “Wait,”'],
  ['ownStep', 'Own wrong step, nothing after it'],
  ['user', 'The same mistake in the user’s turn'],
  ['solved', 'No mistake planted'],
];

/** Null figures were not measured yet. */
export function figureLines(before: TuningFigures | null, now: TuningFigures | null): FigureLine[] {
  return TITLES.map(([id, title]) => {
    const [first, second] = [rateOf(before?.[id]), rateOf(now?.[id])];
    return { id, title, before: first, now: second, change: changeOf(first, second) };
  });
}

function rateOf(counted: Counted | undefined): Rate | null {
  return counted === undefined ? null : rate(counted.successes, counted.n);
}
function changeOf(before: Rate | null, now: Rate | null): FigureLine['change'] {
  if (!before?.interval || !now?.interval) return null;
  if (now.interval.low > before.interval.high) return 'up';
  return now.interval.high < before.interval.low ? 'down' : null;
}

export interface BlindSpots {
  /** 1 − own / user, with nothing after the mistake. */
  readonly none: number | null;
  /** The same with “Wait,” after it. */
  readonly wait: number | null;
}
/** Null where the user's mistakes are hardly ever corrected: then it says nothing. */
export function blindSpots({ user, own, ownWait }: TuningFigures): BlindSpots {
  const of = (mine: Counted): number | null => {
    if (user.n === 0 || mine.n === 0) return null;
    const spot = blindSpot(user, mine);
    return spot.meaningful ? spot.rate : null;
  };
  return { none: of(own), wait: of(ownWait) };
}
