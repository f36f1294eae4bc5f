/** What code says of answers, and whether a method's own judges agree with it, in words. */
import type { MethodReport } from '#runner/method/method-report.ts';
import type { RatingFigures } from '#scoring/methods/rating-figures.ts';
import { difference, number, withInterval } from './report-figures.ts';

export function satisfactionLines({ satisfaction, before: what }: MethodReport): string[] {
  if (satisfaction === null) return [];
  const { conditions, n, before, after, gain } = satisfaction;
  const first =
    before === null
      ? ''
      : `${withInterval(before.share, before.interval)} in the ${what === 'draft' ? 'draft' : 'greedy answer'}, `;
  const gained = gain === null ? '' : `; after − before ${difference(gain)}`;
  return [
    `  conditions met: ${first}${withInterval(after.share, after.interval)} in the end${gained} (${conditions} conditions of ${n} problems, checked by code)`,
  ];
}

export function ratingLines({ ratings }: MethodReport): string[] {
  if (ratings === null) return [];
  return ['  judges against what is right, over candidates:', ...ratings.map(ratingLine)];
}
function ratingLine({ name, n, auroc, correlation, minusFirst }: RatingFigures): string {
  const than = minusFirst === null ? '' : ` (minus the first ${difference(minusFirst.auroc)})`;
  const also = minusFirst === null ? '' : ` (minus the first ${difference(minusFirst.correlation)})`;
  const figures = `AUROC ${estimate(auroc)}${than}, Spearman with the share of conditions met ${estimate(correlation)}${also}`;
  return `    ${name}: ${figures}; n = ${n}`;
}
function estimate(of: RatingFigures['auroc']): string {
  return of === null ? number(null) : withInterval(of.value, of.interval);
}
