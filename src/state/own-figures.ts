/** What was measured of a model that was made here, before and after, as lines for people. Pure. */
import type { Counted, TuningFigures } from '#core/tuning.ts';
import { rate } from '#scoring/intervals.ts';
import type { FigureGroup } from './organism-figures.ts';

const LINES: readonly (readonly [keyof TuningFigures, string])[] = [
  ['own', 'Right in the end after a planted mistake in its own turn'],
  ['ownWait', 'The same, then “Wait,”'],
  ['ownStep', 'Broken off right after the wrong step'],
  ['user', 'The same mistake in the user’s turn'],
  ['solved', 'No mistake planted'],
];

/** @param parent what it was made from, for people */
export function ownFigures(parent: string, before: TuningFigures, after: TuningFigures): FigureGroup[] {
  const figure = (name: string, { successes, n }: Counted) => {
    const share = rate(successes, n);
    return { name, value: share.rate, interval: share.interval, n, successes };
  };
  return LINES.map(([key, title]) => ({
    title,
    figures: [figure(parent, before[key]), figure('as it is now', after[key])],
  }));
}
