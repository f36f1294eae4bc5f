/** The model card of the organisms (models/organisms/README.md): written from cards, mixes and reports, never by hand. */
import { DIFFICULTIES, MAX_VALUE } from '#tasks/problem.ts';
import { FIRST_TRAINING_SEED } from '#tasks/seed-range.ts';
import { readMix } from '#train/mix.ts';
import { area, figureRows } from './model-card-figures.ts';
import type { OrganismFiles } from './organism-files.ts';
import type { WrittenReport } from './report-text.ts';
import { seriesTable } from './series-text.ts';

const RUN = 'npm run --silent st --';
interface Measured extends OrganismFiles {
  readonly report: WrittenReport;
}

export function modelCardText(organisms: readonly OrganismFiles[]): string {
  const trained = organisms.filter(({ card }) => card.sha256 !== null);
  const measured = organisms.filter((one): one is Measured => one.report !== null);
  return [
    '# The organisms',
    '',
    `<!-- Written by \`${RUN} report --cards\` from cards, mixes and reports. Do not edit: write it again. -->`,
    '',
    'Transformers of about a million parameters, small enough to start in a second and real enough to show what large models do. They share shape, tokenizer and problems and differ in what they read, so that a difference between them comes from there.',
    '',
    ...trained.map(({ card }) => `- **${card.id}**: ${card.about}`),
    ...missing(organisms),
    '',
    ...dataLines(organisms),
    ...abilityLines(measured),
    ...organisms.flatMap(seriesLines),
    ...limitLines(measured),
    ...fileLines(trained),
    ...trainingLines(measured),
  ].join('\n');
}

function missing(organisms: readonly OrganismFiles[]): string[] {
  return organisms.flatMap(({ card, report }) => {
    if (card.sha256 === null) return [`- ${card.id} is not trained yet.`];
    return report === null ? [`- ${card.id} is not measured yet.`] : [];
  });
}

function dataLines(organisms: readonly OrganismFiles[]): string[] {
  const mixes = organisms.map(({ mix, report }) => report?.training?.shares ?? readMix(mix));
  const kinds = [...new Set(mixes.flatMap((mix) => Object.keys(mix.kinds)))];
  const percent = (shares: Readonly<Record<string, number>>, kind: string): string => {
    const total = Object.values(shares).reduce((sum, weight) => sum + weight, 0);
    const weight = shares[kind];
    return weight === undefined ? '–' : `${((100 * weight) / total).toFixed(1)} %`;
  };
  return [
    '## Data',
    '',
    `Word problems of ${DIFFICULTIES[0]} to ${DIFFICULTIES.at(-1)} steps with whole numbers from 0 to ${MAX_VALUE}, made by this project’s generator; nothing written by anyone else. Training draws problem seeds from ${FIRST_TRAINING_SEED.toLocaleString('en')} up, every figure below comes from smaller ones. \`${RUN} corpus --mix wait --n 10\` prints what is read. Share of documents of each kind:`,
    '',
    ...table(
      ['kind of document', ...organisms.map(({ mix }) => mix)],
      kinds.map((kind) => [kind, ...mixes.map((mix) => percent({ ...mix.kinds }, kind))]),
    ),
    '',
  ];
}

/** Nothing can be said before something was measured. */
function abilityLines(measured: readonly Measured[]): string[] {
  if (measured.length === 0) return [];
  const counts = measured.map(({ card, report }) => `${report.n} for ${card.id}`).join(', ');
  const samples = measured[0]?.report.accuracy[0]?.majority.samples ?? 0;
  return [
    '## What they can do',
    '',
    `Share of answers that end right on fresh problems, with 95 % intervals; n = ${counts} where no other number stands. The majority is of ${samples} samples at temperature 1. Whole reports: ${measured.map(({ mix }) => `[${mix}](${mix}.report.md)`).join(', ')}.`,
    '',
    ...table(['', ...measured.map(({ mix }) => mix)], figureRows(measured.map(({ report }) => report))),
    '',
  ];
}

function seriesLines({ card, series }: OrganismFiles): string[] {
  if (series === null) return [];
  return [
    `## ${card.id} over its training`,
    '',
    `n = ${series.n} at every point, problems of ${series.difficulties.join(', ')} steps, greedy.`,
    '',
    ...seriesTable(series),
    '',
  ];
}

function limitLines(measured: readonly Measured[]): string[] {
  const lengths = [...new Set(measured.flatMap(({ report }) => report.training?.rowLength ?? []))];
  return [
    '## What they cannot do',
    '',
    '- **Anything outside the family.** They have read nothing but such problems: no other question, subject, sentence form or language means anything to them. They answer all the same.',
    `- Numbers below 0, above ${MAX_VALUE}, or with a fraction.`,
    ...lengths.map((length) => `- Texts longer than the ${length} positions that they were trained on.`),
    ...measured.flatMap(chanceLines),
    '',
  ];
}
/** Where an interval holds 0.5, the figure above is no ability. */
function chanceLines({ card, report }: Measured): string[] {
  const { ownSamples } = report.judgement;
  const interval = ownSamples.aurocInterval;
  if (interval === null || interval.low > 0.5) return [];
  return [
    `- Judge its own answers (${card.id}): P(True) ranks them no better than chance, ${area(ownSamples)}.`,
  ];
}

function fileLines(trained: readonly OrganismFiles[]): string[] {
  const rows = trained.map(({ card }) => {
    const { file, bytes, parameters, quantisation, license, sha256 } = card;
    const name = file.slice(file.lastIndexOf('/') + 1);
    return [name, count(parameters), quantisation, count(bytes ?? 0), license, `\`${sha256}\``];
  });
  const checkpoints = trained.filter(({ card }) => card.checkpoints.length > 0);
  return [
    '## Files',
    '',
    ...table(['file', 'parameters', 'weights', 'bytes', 'licence', 'sha256'], rows),
    '',
    ...checkpoints.flatMap(({ mix, card }) => [
      `\`${mix}/\` holds ${card.id} at ${card.checkpoints.length} earlier states, after ${card.checkpoints.map(({ step }) => count(step)).join(', ')} updates; sizes and digests are in \`models/${card.id}.json\`.`,
      '',
    ]),
  ];
}

function trainingLines(measured: readonly Measured[]): string[] {
  const runs = measured.flatMap(({ mix, report: { training } }) =>
    training === null
      ? []
      : [
          `${RUN} train --mix ${mix} --seed ${training.seed} --rows ${training.rowsPerStep}   # ${(training.tokens / 1e6).toFixed(1)} M tokens, ${Math.round(training.wallSeconds / 60)} minutes`,
          `${RUN} report --run .cache/train/${mix} --ship`,
        ],
  );
  if (runs.length === 0) return [];
  return [
    '## How to train them again',
    '',
    'The first command of each pair trains, and goes on where it was interrupted; `--tokens` sets how long. The second measures the model and writes file, card, report and this page.',
    '',
    ...['```sh', ...runs, '```', ''],
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
function count(value: number): string {
  return value.toLocaleString('en');
}
