/** A report as Markdown, for people. Every number comes from the report; shares stand with their interval and n. */
import type { AccuracyRow } from '#runner/report/accuracy.ts';
import type { ByMarker, PlaceReport } from '#runner/report/correction.ts';
import type { OrganismReport } from '#runner/report/organism-report.ts';
import type { PTrueReport } from '#runner/report/ptrue.ts';
import type { BlindSpot } from '#scoring/blind-spot.ts';
import type { Rate } from '#scoring/intervals.ts';
import type { RunRecord } from '#train/run-record.ts';

export interface WrittenReport extends OrganismReport {
  /** Null for a model whose training is not on this machine. */
  readonly training: RunRecord | null;
}

export function reportMarkdown(report: WrittenReport): string {
  const { model, correction } = report;
  return [
    `# Report: ${report.training ? `organism, mix ${report.training.mix}` : 'organism'}`,
    '',
    `Model sha256 \`${model.sha256}\`, ${model.parameters.toLocaleString('en')} parameters, ${model.bytes.toLocaleString('en')} bytes. Measured on ${report.engine}, seed ${report.seed}, n = ${report.n} for each line, greedy unless said, 95 % intervals (Wilson; bootstrap for AUROC). Problem seeds are below the range that training draws from.`,
    '',
    ...trainingLines(report.training),
    '## Accuracy by difficulty',
    '',
    '| steps | greedy | temperature 1 |',
    '|---|---|---|',
    ...report.accuracy.map(accuracyLine),
    '',
    `## Planted mistakes (${correction.difficulties.join(', ')} steps, any kind, any step)`,
    '',
    'Share of answers that end right.',
    '',
    '| what stands in the turn | no marker | “So” (control) | “Hmm,” | “Wait,” |',
    '|---|---|---|---|---|',
    ...placeLines('up to the wrong step', correction.step),
    ...placeLines('up to the wrong answer', correction.answer),
    '',
    `The same wrong solution in the user's turn: ${share(correction.user)}.`,
    '',
    `Blind-spot rate (1 − own / user): after the step ${spot(correction.step.blindSpot)} without a marker, ${spot(correction.step.blindSpotWithWait)} with “Wait,”; after the answer ${spot(correction.answer.blindSpot)} and ${spot(correction.answer.blindSpotWithWait)}.`,
    '',
    '## Mistakes of its own (2 to 5 steps)',
    '',
    'Wrong answers that it wrote itself, gone on with: share that ends right.',
    '',
    '| whose answer | no marker | “So” (control) | “Hmm,” | “Wait,” |',
    '|---|---|---|---|---|',
    markerLine('greedy', report.ownMistakes.greedy),
    markerLine('sampled at temperature 1', report.ownMistakes.sampled),
    '',
    '## P(True)',
    '',
    '| asked of | n | right | AUROC | ECE | Brier | mass |',
    '|---|---|---|---|---|---|---|',
    ptrueLine('its own samples at temperature 1', report.ptrue.ownSamples),
    ptrueLine('right and planted solutions', report.ptrue.planted),
    '',
  ].join('\n');
}

function trainingLines(training: RunRecord | null): string[] {
  if (training === null) return [];
  const { mix, seed, tokens, steps, rowsPerStep, rowLength, wallSeconds, shares } = training;
  return [
    `Training: mix ${mix}, seed ${seed}, ${(tokens / 1e6).toFixed(1)} M tokens in ${steps.toLocaleString('en')} steps of ${rowsPerStep} rows of ${rowLength}, ${Math.round(wallSeconds / 60)} minutes. Mix: \`${JSON.stringify(shares)}\`.`,
    '',
  ];
}

function accuracyLine({ difficulty, greedy, sampled }: AccuracyRow): string {
  return `| ${difficulty} | ${share(greedy)} | ${share(sampled)} |`;
}

function placeLines(place: string, { own, kept }: PlaceReport): string[] {
  return [markerLine(`wrong, ${place}`, own), markerLine('right, as far', kept)];
}

function markerLine(what: string, { none, control, hmm, wait }: ByMarker): string {
  return `| ${what} | ${share(none)} | ${share(control)} | ${share(hmm)} | ${share(wait)} |`;
}

function ptrueLine(
  asked: string,
  { n, right, auroc, aurocInterval, ece, brier, meanMass }: PTrueReport,
): string {
  const area = aurocInterval
    ? `${number(auroc)} [${number(aurocInterval.low)}, ${number(aurocInterval.high)}]`
    : number(auroc);
  return `| ${asked} | ${n} | ${share(right)} | ${area} | ${number(ece)} | ${number(brier)} | ${number(meanMass)} |`;
}

/** "0.94 [0.91, 0.96] (470 of 500)". */
export function share({ rate, interval, successes, n }: Rate): string {
  if (rate === null || interval === null) return '–';
  return `${number(rate)} [${number(interval.low)}, ${number(interval.high)}] (${successes} of ${n})`;
}

function spot(blindSpot: BlindSpot | null): string {
  if (blindSpot === null || blindSpot.rate === null || blindSpot.interval === null) return '–';
  return `${number(blindSpot.rate)} [${number(blindSpot.interval.low)}, ${number(blindSpot.interval.high)}]`;
}

function number(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}
