/** What a report of methods says of finding the mistake (ProcessBench, arXiv 2412.06559). Pure. */
import type { ComparedMethod } from '#scoring/methods/compared-method.ts';
import type { LocationShares } from '#scoring/methods/location-figures.ts';
import { idOf, plain, rated, spread } from './method-figure.ts';
import type { Maybe, MoreFigure, Told, Words } from './method-figure.ts';

const OWN: readonly MoreFigure[] = [
  rated(['location', 'Place of the mistake', 'Found where the checker has it, “none” included'], (of) => {
    return of.location?.right;
  }),
  rated(['location_where_wrong', 'The same, where there is one', 'Of drafts with a wrong step'], (of) => {
    return of.location?.rightWhereWrong;
  }),
  rated(['location_where_none', 'The same, where there is none', 'Of drafts without a wrong step'], (of) => {
    return of.location?.rightWhereNone;
  }),
  f1Of(['location_f1', 'Place of the mistake: F1', 'Harmonic mean of the two before'], (of) => of.location),
  plain(
    [
      'location_unread',
      'Place of the mistake: unread',
      'Drafts of which nothing that was said could be read',
    ],
    ({ figures }) => figures.location?.unread,
    0,
  ),
];

/** The method's, then those of lesser ways to look. */
export function locationsOf(all: readonly Told[]): MoreFigure[] {
  return [...OWN, ...lesserWays(all)];
}
/** One figure for each lesser way to look that some method reads from what it wrote anyway. */
function lesserWays(all: readonly Told[]): MoreFigure[] {
  const names = new Set(all.flatMap(({ figures }) => figures.location?.by.map(({ name }) => name) ?? []));
  return [...names].map((name) =>
    f1Of(
      [`location_f1_${idOf(name)}`, `F1 of ${name}`, 'From the same verdicts, without what the method adds'],
      (of) => of.location?.by.find((one) => one.name === name),
    ),
  );
}
function f1Of(words: Words, read: (figures: ComparedMethod) => Maybe<LocationShares>): MoreFigure {
  return spread(words, (figures) => {
    const found = read(figures);
    return [found?.f1?.value, found?.f1?.interval, found?.f1 ? `n = ${found.right.n}` : ''];
  });
}
