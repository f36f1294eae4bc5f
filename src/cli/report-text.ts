/** A report as Markdown, for people. Every number comes from the report; shares stand with their interval and n. */
import type { BlindSpotResult, ByMarker, PlaceResult } from '#probes/blind-spot.ts';
import type { AccuracyRow } from '#runner/report/accuracy.ts';
import type { OrganismReport } from '#runner/report/organism-report.ts';
import type { JudgementReport, PTrueReport, Ranking } from '#runner/report/ptrue.ts';
import type { RunRecord } from '#train/run-record.ts';
import { number, share, spot, withInterval } from './report-figures.ts';

export interface WrittenReport extends OrganismReport {
  /** Null for a model whose training is not on this machine. */
  readonly training: RunRecord | null;
}

export function reportMarkdown(report: WrittenReport): string {
  const { model, correction } = report;
  return [
    `# Report: ${report.training ? `organism, mix ${report.training.mix}` : 'organism'}`,
    '',
    `Model sha256 \`${model.sha256}\`, ${model.parameters.toLocaleString('en')} parameters, ${model.bytes.toLocaleString('en')} bytes. Measured on ${report.engine}, seed ${report.seed}, n = ${report.n} for each line where no other number stands, greedy unless said, 95 % intervals (Wilson; bootstrap for AUROC and differences). Problem seeds are below the range that training draws from.`,
    '',
    ...trainingLines(report.training),
    '## Accuracy by difficulty',
    '',
    ...accuracyLines(report.accuracy),
    '',
    ...correctionLines(correction),
    '',
    '## Mistakes of its own (all difficulties)',
    '',
    'Wrong answers that it wrote itself, gone on with: share that ends right.',
    '',
    '| whose answer | no marker | “So” (control) | “Hmm,” | “Wait,” |',
    '|---|---|---|---|---|',
    markerLine('greedy', report.ownMistakes.greedy),
    markerLine('sampled at temperature 1', report.ownMistakes.sampled),
    '',
    ...judgementLines(report.judgement),
    '',
  ].join('\n');
}

function trainingLines(training: RunRecord | null): string[] {
  if (training === null) return [];
  const { mix, seed, tokens, steps, rowsPerStep, rowLength, wallSeconds, shares, school } = training;
  const after = school ? ' after the school' : '';
  return [
    `Training: mix ${mix}, seed ${seed}, ${(tokens / 1e6).toFixed(1)} M tokens in ${steps.toLocaleString('en')} steps of ${rowsPerStep} rows of ${rowLength}, ${Math.round(wallSeconds / 60)} minutes${after}. Mix: \`${JSON.stringify(shares)}\`.`,
    '',
  ];
}

function accuracyLines(rows: readonly AccuracyRow[]): string[] {
  const samples = rows[0]?.majority.samples ?? 0;
  return [
    `| steps | greedy | temperature 1 | majority of ${samples} at temperature 1 | majority − greedy |`,
    '|---|---|---|---|---|',
    ...rows.map(
      ({ difficulty, greedy, sampled, majority, gain }) =>
        `| ${difficulty} | ${share(greedy)} | ${share(sampled)} | ${share(majority)} | ${withInterval(gain.difference, gain.interval)} |`,
    ),
  ];
}

/** The probe's result; `st probe blind-spot` prints the same. */
export function correctionLines(correction: BlindSpotResult): string[] {
  const { step, answer, user, takenBack } = correction;
  return [
    `## Planted mistakes (${correction.difficulties.join(', ')} steps, any kind, any step)`,
    '',
    'Share of answers that end right.',
    '',
    '| what stands in the turn | no marker | “So” (control) | “Hmm,” | “Wait,” |',
    '|---|---|---|---|---|',
    ...placeLines('up to the wrong step', step),
    ...placeLines('up to the wrong answer', answer),
    '',
    `The same wrong solution in the user’s turn: ${share(user)}.`,
    '',
    `Blind-spot rate (1 − own / user): after the step ${spot(step.blindSpot)} without a marker, ${spot(step.blindSpotWithWait)} with “Wait,”; after the answer ${spot(answer.blindSpot)} and ${spot(answer.blindSpotWithWait)}.`,
    '',
    `Taken back at once, without a marker: a wrong step ${share(takenBack.wrongStep)}, a right step ${share(takenBack.rightStep)}.`,
  ];
}

function placeLines(place: string, { own, kept }: PlaceResult): string[] {
  return [markerLine(`wrong, ${place}`, own), markerLine('right, as far', kept)];
}

function markerLine(what: string, { none, control, hmm, wait }: ByMarker): string {
  return `| ${what} | ${share(none)} | ${share(control)} | ${share(hmm)} | ${share(wait)} |`;
}

function judgementLines(judgement: JudgementReport): string[] {
  const { difficulties, ownSamples, selfCertainty, meanLogprob, planted } = judgement;
  return [
    `## Telling right from wrong (${difficulties.join(', ')} steps)`,
    '',
    '| what is asked | of | n | right | AUROC | ECE | Brier | mass |',
    '|---|---|---|---|---|---|---|---|',
    ptrueLine('its own samples at temperature 1', ownSamples),
    scoreLine('self-certainty', ownSamples, selfCertainty),
    scoreLine('mean log-probability', ownSamples, meanLogprob),
    ptrueLine('right and planted solutions', planted),
  ];
}

function ptrueLine(of: string, report: PTrueReport): string {
  const { n, right, ece, brier, meanMass } = report;
  return `| P(True) | ${of} | ${n} | ${share(right)} | ${area(report)} | ${number(ece)} | ${number(brier)} | ${number(meanMass)} |`;
}
function scoreLine(score: string, { n, right }: PTrueReport, ranking: Ranking): string {
  return `| ${score} | the same samples | ${n} | ${share(right)} | ${area(ranking)} | – | – | – |`;
}
function area({ auroc, aurocInterval }: Ranking): string {
  return withInterval(auroc, aurocInterval);
}
