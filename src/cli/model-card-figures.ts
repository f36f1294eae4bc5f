/** The figures that the model card shows of each variant: a row each, a column a report. */
import type { Ranking } from '#runner/report/ptrue.ts';
import type { Rate } from '#scoring/intervals.ts';
import { DIFFICULTIES } from '#tasks/problem.ts';
import { number, share, spot, withInterval } from './report-figures.ts';
import type { WrittenReport } from './report-text.ts';

type Figure = readonly [what: string, say: (report: WrittenReport) => string];
const rateOf = (what: string, pick: (report: WrittenReport) => Rate): Figure => [
  what,
  (one) => share(pick(one)),
];

const CORRECTION: readonly Figure[] = [
  rateOf('a mistake in its own turn, nothing after the step', ({ correction }) => correction.step.own.none),
  rateOf('the same, then “Wait,”', ({ correction }) => correction.step.own.wait),
  rateOf('the same, then “So” (control)', ({ correction }) => correction.step.own.control),
  rateOf('a wrong answer in its own turn, then “Wait,”', ({ correction }) => correction.answer.own.wait),
  rateOf('the same mistake in the user’s turn', ({ correction }) => correction.user),
  rateOf('right steps, then “Wait,”', ({ correction }) => correction.step.kept.wait),
  rateOf('a right answer, then “Wait,”', ({ correction }) => correction.answer.kept.wait),
  ['blind-spot rate after the step', ({ correction }) => spot(correction.step.blindSpot)],
  [
    'blind-spot rate after the step, with “Wait,”',
    ({ correction }) => spot(correction.step.blindSpotWithWait),
  ],
  rateOf('a wrong step taken back at once', ({ correction }) => correction.takenBack.wrongStep),
  rateOf('a right step taken back at once', ({ correction }) => correction.takenBack.rightStep),
  rateOf('its own wrong answer, greedy, then “Wait,”', ({ ownMistakes }) => ownMistakes.greedy.wait),
  rateOf('its own wrong answer, sampled, then “Wait,”', ({ ownMistakes }) => ownMistakes.sampled.wait),
];
const JUDGEMENT: readonly Figure[] = [
  ['P(True) of its own samples: AUROC', ({ judgement: { ownSamples } }) => area(ownSamples)],
  ['P(True) of its own samples: ECE', ({ judgement: { ownSamples } }) => number(ownSamples.ece)],
  ['self-certainty of its own samples: AUROC', ({ judgement }) => area(judgement.selfCertainty)],
  ['mean log-probability of its own samples: AUROC', ({ judgement }) => area(judgement.meanLogprob)],
  ['P(True) of right and planted solutions: AUROC', ({ judgement: { planted } }) => area(planted)],
];

export function area(ranking: Ranking): string {
  return withInterval(ranking.auroc, ranking.aurocInterval);
}

function accuracyFigures([first]: readonly WrittenReport[]): Figure[] {
  const difficulties = first?.accuracy.map(({ difficulty }) => difficulty) ?? [];
  const at = (report: WrittenReport, wanted: number) =>
    report.accuracy.find(({ difficulty }) => difficulty === wanted);
  const say = (what: string, pick: (row: WrittenReport['accuracy'][number]) => string) =>
    difficulties.map((steps): Figure => {
      const words = (report: WrittenReport): string => {
        const row = at(report, steps);
        return row === undefined ? '–' : pick(row);
      };
      return [`${steps} steps, ${what}`, words];
    });
  return [
    ...say('greedy', ({ greedy }) => share(greedy)),
    ...say('temperature 1', ({ sampled }) => share(sampled)),
    ...say('majority − greedy', ({ gain }) => withInterval(gain.difference, gain.interval)),
  ];
}

/** What it is first, then what each report says. */
export function figureRows(reports: readonly WrittenReport[]): string[][] {
  const figures = [...accuracyFigures(reports), ...CORRECTION, ...JUDGEMENT];
  return figures.map(([what, say]) => [what, ...reports.map(say)]);
}

/** Those that the README shows. */
export const README_ROWS: readonly Figure[] = [
  ...DIFFICULTIES.map((steps): Figure => [
    `problems of ${steps} steps`,
    ({ accuracy }) => {
      const row = accuracy.find(({ difficulty }) => difficulty === steps);
      return row === undefined ? '–' : share(row.greedy);
    },
  ]),
  ...CORRECTION.filter(([what]) => !what.startsWith('blind-spot')),
  ...JUDGEMENT.slice(0, 1),
];
