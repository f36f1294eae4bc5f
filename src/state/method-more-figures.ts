/**
 * What a report of methods says beyond accuracy, tokens and flips: one list for the page's table and the file of figures.
 * Pure.
 */
import { beatsSelfConsistency } from '#scoring/methods/compared-method.ts';
import type { ComparedMethod } from '#scoring/methods/compared-method.ts';
import type { ItemCost } from '#scoring/methods/item-outcome.ts';
import { recomputedTokens } from '#scoring/methods/recomputed.ts';
import { differing, plain, rated, spread, idOf } from './method-figure.ts';
import type { MoreFigure, Told, Words } from './method-figure.ts';
import { GIVEN } from './method-given-figures.ts';
import { judgeFigures, satisfactionFigures } from './method-judged-figures.ts';
import { locationsOf } from './method-location-figures.ts';

const CORRECTING: readonly MoreFigure[] = [
  rated(['cl', 'CL', 'Stays right, of those that were right before'], (of) => of.correction?.confidence),
  rated(['cs', 'CS', 'Repaired, of those that were wrong before'], (of) => of.correction?.critique),
  spread(['rss', 'RSS', 'Keeping and repairing in one: above 0.5 it helped, below it hurt'], (of) => [
    of.flips?.rss,
    of.correction?.rss,
  ]),
  rated(['broken', 'Broken, of all', 'Right before and wrong after'], (of) => of.correction?.broken),
  rated(['repaired', 'Repaired, of all', 'Wrong before and right after'], (of) => of.correction?.repaired),
  differing(['after_minus_before', 'After − before', 'Accuracy after minus accuracy before'], (of) => {
    return of.correction?.gain;
  }),
  plain(
    ['wrong_same', 'Wrong, unchanged', 'Problems: the same wrong answer before and after'],
    ({ figures }) => figures.correction?.wrongSame,
    0,
  ),
  plain(
    ['wrong_other', 'Wrong, to another wrong answer', 'Problems: wrong before and after, and not the same'],
    ({ figures }) => figures.correction?.wrongOther,
    0,
  ),
];
const BASELINES: readonly MoreFigure[] = [
  differing(['minus_greedy', 'Method − greedy', 'Accuracy, on the same problems'], (of) => {
    return of.baselines?.greedy.methodMinusThis;
  }),
  plain(
    ['best_of_n', 'Best-of-N: samples', 'As many as the method’s tokens buy; the surest one is taken'],
    ({ figures }) => figures.baselines?.bestOfN.k,
    0,
  ),
  plain(
    ['best_of_n_tokens', 'Best-of-N: tokens', 'A problem'],
    ({ figures }) => figures.baselines?.bestOfN.tokens,
    0,
  ),
  rated(['best_of_n_accuracy', 'Best-of-N: ends right', 'By self-certainty, at equal tokens'], (of) => {
    return of.baselines?.bestOfN.accuracy;
  }),
  differing(['minus_best_of_n', 'Method − Best-of-N', 'Accuracy, on the same problems'], (of) => {
    return of.baselines?.bestOfN.methodMinusThis;
  }),
  plain(
    ['pass_at_k', 'A right one among the samples', 'Ceiling of every way to choose among as many samples'],
    ({ figures }) => figures.baselines?.passAtK,
  ),
  plain(
    ['samples_short', 'Samples fall short', 'All that were drawn hold fewer tokens than the method wrote'],
    ({ figures }) => figures.baselines?.short,
  ),
  plain(
    ['beats_self_consistency', 'Beats self-consistency', 'At equal tokens: the interval lies above 0'],
    ({ figures }) => beatsSelfConsistency(figures.baselines),
  ),
];
const CHOOSING: readonly MoreFigure[] = [
  plain(['chosen', 'Choosing: right', 'Share of its choices'], ({ figures }) => figures.selector?.chosen),
  plain(['random', 'Choosing by chance', 'Mean share of its candidates that are right'], ({ figures }) => {
    return figures.selector?.random;
  }),
  spread(['selector_gap', 'Selector gap', 'Its choices minus choosing by chance'], ({ selector }) => {
    return [selector?.gap, selector?.gapInterval];
  }),
  plain(
    ['selector_relative', 'Selector gap, relative', 'The gap, as a share of what chance leaves to be gained'],
    ({ figures }) => figures.selector?.relative,
  ),
  rated(['ceiling', 'Oracle ceiling', 'Problems in which one of its candidates is right'], (of) => {
    return of.selector?.ceiling;
  }),
  plain(['ece', 'Confidence: ECE', 'Expected calibration error; 0 is best'], ({ figures }) => {
    return figures.calibration?.ece;
  }),
  plain(['brier', 'Confidence: Brier', 'Mean squared error; 0 is best'], ({ figures }) => {
    return figures.calibration?.brier;
  }),
  spread(['auroc', 'Confidence: AUROC', '0.5 is chance, 1 tells right from wrong always'], (of) => {
    const { calibration } = of;
    return [calibration?.auroc, calibration?.aurocInterval, calibration ? `n = ${calibration.n}` : ''];
  }),
  plain(['wqd', 'Scores: WQD', 'Its scores put a right candidate above a wrong one'], ({ figures }) => {
    return figures.discrimination;
  }),
  spread(
    [
      'format_mass',
      'Format followed',
      'Mean probability on the labels asked for, as Yes and No; below 0.5 what was read says little',
    ],
    ({ format }) => [format?.mass, format?.interval, format ? `${format.readings} readings` : ''],
  ),
];
const COST: readonly MoreFigure[] = [
  plain(['unanswered', 'Unanswered', 'Problems without an answer'], ({ figures }) => figures.unanswered, 0),
  plain(
    ['cut_by_budget', 'Cut by the budget', 'Problems whose budget was spent before the method ended'],
    ({ figures }) => figures.cutByBudget,
    0,
  ),
  meanCost('forced', ['forced', 'Forced tokens', 'Put into the model’s turns, a problem'], 1),
  meanCost('prefilled', ['prefilled', 'Prefilled tokens', 'Prompts, forced and quoted text, a problem'], 0),
  meanCost('needed', ['needed', 'Computed tokens', 'Run at least once, written ones included, a problem'], 0),
  plain(
    ['recomputed', 'Computed again', 'Tokens, for all problems: what the cache could not keep'],
    ({ work, outcomes }) => work && recomputedTokens(outcomes, work.computedTokens),
    0,
  ),
  plain(
    ['passes', 'Engine passes', 'For all problems; known of what ran since the page was loaded'],
    ({ work }) => work?.passes,
    0,
  ),
  meanCost('calls', ['calls', 'Calls', 'Answers, readings and scorings, a problem'], 1),
  meanCost(
    'seconds',
    ['seconds', 'Seconds', 'From its beginning to its end, a problem; some run at once'],
    1,
  ),
];
function meanCost(key: keyof ItemCost, words: Words, digits: number): MoreFigure {
  const of = ({ outcomes }: Told): number =>
    outcomes.reduce((sum, { cost }) => sum + cost[key], 0) / Math.max(1, outcomes.length);
  return plain(words, of, digits);
}

/** By column; null where nothing is finished. */
export function toldMethods(
  columns: readonly (Pick<Told, 'outcomes'> & { readonly run: Pick<Told, 'work'> | null })[],
  compared: readonly (ComparedMethod | null)[],
): (Told | null)[] {
  return columns.map(({ outcomes, run }, i) => {
    const figures = compared[i] ?? null;
    return figures && { figures, outcomes, work: run?.work ?? null };
  });
}

/** In order. Rounds and what is counted are the methods' own. */
export function moreFigures(all: readonly Told[]): MoreFigure[] {
  const own = [...CHOOSING, ...judgeFigures(all), ...locationsOf(all), ...countsOf(all)];
  return [
    ...CORRECTING,
    ...satisfactionFigures(all),
    ...roundsOf(all),
    ...BASELINES,
    ...own,
    ...GIVEN,
    ...COST,
  ];
}
function roundsOf(all: readonly Told[]): MoreFigure[] {
  const most = Math.max(0, ...all.map(({ figures }) => figures.rounds?.length ?? 0));
  if (most < 2) return [];
  return Array.from({ length: most }, (_, round) =>
    rated(
      [`round_${round}`, `Right after round ${round}`, 'Had it ended there; round 0 is the first'],
      (of) => {
        return of.rounds?.[round]?.accuracy;
      },
    ),
  );
}
function countsOf(all: readonly Told[]): MoreFigure[] {
  const names = new Set(all.flatMap(({ figures }) => figures.counts.map(({ name }) => name)));
  return [...names].map((name) =>
    spread([`count_${idOf(name)}`, `Counted: ${name}`, 'A problem'], ({ counts }) => {
      const found = counts.find((one) => one.name === name);
      return [found?.mean, found?.interval, found ? `n = ${found.n}` : ''];
    }),
  );
}
