/** What code says of answers, and whether a method's own judges agree with it, as figures of the page's table. Pure. */
import type { RatingFigures } from '#scoring/methods/rating-figures.ts';
import { differing, idOf, spread } from './method-figure.ts';
import type { MoreFigure, Told } from './method-figure.ts';

const SATISFACTION: readonly MoreFigure[] = [
  spread(
    ['conditions_before', 'Conditions met before', 'Checked by code: in the draft, or the greedy answer'],
    ({ satisfaction }) => [satisfaction?.before?.share, satisfaction?.before?.interval],
  ),
  spread(['conditions_met', 'Conditions met', 'Checked by code: of all conditions of all problems'], (of) => [
    of.satisfaction?.after.share,
    of.satisfaction?.after.interval,
    of.satisfaction ? `n = ${of.satisfaction.conditions}` : '',
  ]),
  differing(['conditions_gain', 'Conditions met, after − before', 'Of the same problems'], (of) => {
    return of.satisfaction?.gain;
  }),
];

/** Of problems that ask for several things; none where no method met any. */
export function satisfactionFigures(all: readonly Told[]): readonly MoreFigure[] {
  return all.some(({ figures }) => figures.satisfaction !== null) ? SATISFACTION : [];
}

/** Two figures for each judge that some method compares. */
export function judgeFigures(all: readonly Told[]): MoreFigure[] {
  const names = new Set(all.flatMap(({ figures }) => figures.ratings?.map(({ name }) => name) ?? []));
  return [...names].flatMap((name) => [
    judgeFigure(name, 'auroc', ['AUROC', 'A right candidate is rated above a wrong one']),
    judgeFigure(name, 'correlation', ['Spearman', 'With the share of conditions met, over candidates']),
  ]);
}
function judgeFigure(
  name: string,
  key: 'auroc' | 'correlation',
  [figure, title]: readonly [string, string],
): MoreFigure {
  const id = `${key}_${idOf(name)}`;
  return spread([id, `${figure}: ${name}`, title], ({ ratings }) => {
    const found: RatingFigures | undefined = ratings?.find((one) => one.name === name);
    return [found?.[key]?.value, found?.[key]?.interval, found ? `n = ${found.n}` : ''];
  });
}
