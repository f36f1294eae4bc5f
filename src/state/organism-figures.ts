/**
 * What was measured of an organism, as lines for people: every share with its interval and n. From the report and series
 * files that `st report` writes; nothing is computed here. Pure.
 */
import type { BlindSpotResult } from '#probes/blind-spot.ts';
import type { AccuracyRow } from '#runner/report/accuracy.ts';
import type { OrganismReport } from '#runner/report/organism-report.ts';
import type { JudgementReport, Ranking } from '#runner/report/ptrue.ts';
import type { Interval, Rate } from '#scoring/intervals.ts';

/** models/organisms/<mix>.report.json, as far as it is read here. */
export interface ReportFile extends Pick<OrganismReport, 'model' | 'ownMistakes'> {
  readonly accuracy: readonly Pick<AccuracyRow, 'difficulty' | 'greedy'>[];
  readonly correction: Pick<BlindSpotResult, 'difficulties' | 'step' | 'user' | 'takenBack'>;
  /** Absent from reports that were made before it was measured. */
  readonly judgement?: JudgementReport;
  readonly training: Training | null;
}
interface Training {
  readonly mix: string;
  readonly shares: { readonly kinds: Readonly<Record<string, number>> };
  readonly seed: number;
  readonly rowLength: number;
  /** What it started from; absent where it read its mix from the start. */
  readonly school?: unknown;
}
export interface Figure {
  readonly name: string;
  /** In [0, 1]; null where nothing could be measured. */
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly n: number;
  /** Of a share: how many of the n. */
  readonly successes: number | null;
}
export interface FigureGroup {
  readonly title: string;
  readonly figures: readonly Figure[];
}

export function figureGroups({ accuracy, correction, ownMistakes, judgement }: ReportFile): FigureGroup[] {
  const { own, kept } = correction.step;
  const steps = correction.difficulties.join(', ');
  return [
    {
      title: 'Right answers, greedy, by steps of the problem',
      figures: accuracy.map(({ difficulty, greedy }) => share(`${difficulty} steps`, greedy)),
    },
    {
      title: `Right in the end after a planted mistake (${steps} steps)`,
      figures: [
        share('in its own turn, nothing after it', own.none),
        share('then “So”, a control', own.control),
        share('then “Wait,”', own.wait),
        share('in the user’s turn', correction.user),
        share('no mistake, but “Wait,”', kept.wait),
      ],
    },
    {
      title: `Taken back at once, nothing after it (${steps} steps)`,
      figures: [
        share('a planted wrong step', correction.takenBack.wrongStep),
        share('a right step', correction.takenBack.rightStep),
      ],
    },
    {
      title: 'Right in the end after a wrong answer of its own, then “Wait,”',
      figures: [
        share('of greedy decoding', ownMistakes.greedy.wait),
        share('of sampling at temperature 1', ownMistakes.sampled.wait),
      ],
    },
    ...(judgement === undefined ? [] : [judgementGroup(judgement)]),
  ];
}

function judgementGroup({ ownSamples, selfCertainty, planted }: JudgementReport): FigureGroup {
  return {
    title: 'Tells right from wrong: AUROC, where 0.5 is chance',
    figures: [
      area('P(True) of its own samples', ownSamples, ownSamples.n),
      area('self-certainty of the same samples', selfCertainty, ownSamples.n),
      area('P(True) of right and planted solutions', planted, planted.n),
    ],
  };
}

/** "58 right, 7 unnoticed, …": parts by weight, as the mix names its kinds of documents. */
export function mixWords({ shares }: Training): string {
  return Object.entries(shares.kinds)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, weight]) => `${weight} ${kind.replaceAll('-', ' ')}`)
    .join(', ');
}

function share(name: string, { rate, interval, n, successes }: Rate): Figure {
  return { name, value: rate, interval, n, successes };
}
function area(name: string, { auroc, aurocInterval }: Ranking, n: number): Figure {
  return { name, value: auroc, interval: aurocInterval, n, successes: null };
}
