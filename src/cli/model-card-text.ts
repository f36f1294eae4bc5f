/** The model card of the organisms (models/organisms/README.md): written from cards, mixes and reports, never by hand. */
import { DIFFICULTIES, LONGEST_PRACTISED, MAX_VALUE } from '#tasks/problem.ts';
import { FIRST_TRAINING_SEED } from '#tasks/seed-range.ts';
import type { RunRecord } from '#train/run-record.ts';
import { DOCUMENT_KINDS, readMix } from '#train/mix.ts';
import type { Mix } from '#train/mix.ts';
import { SCHOOL_PLAN } from '#train/upbringing.ts';
import type { Stage } from '#train/upbringing.ts';
import { table } from './markdown-table.ts';
import { count, fileLines } from './model-card-files.ts';
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
    'Transformers of about a million parameters, small enough to start in a second and real enough to show what large models do. They share shape, tokenizer, school and problems, and differ in the kinds of documents that they read after school, so that a difference between them comes from there.',
    '',
    ...trained.map(({ card }) => `- **${card.id}**: ${card.about}`),
    ...missing(organisms),
    '',
    ...dataLines(measured),
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

function dataLines(measured: readonly Measured[]): string[] {
  const mixes = measured.map(({ mix, report }) => report.training?.shares ?? readMix(mix));
  return [
    '## Data',
    '',
    `Word problems of ${DIFFICULTIES[0]} to ${LONGEST_PRACTISED} steps with whole numbers from 0 to ${MAX_VALUE}, made by this project’s generator; nothing written by anyone else. Training draws problem seeds from ${FIRST_TRAINING_SEED.toLocaleString('en')} up, every figure below comes from smaller ones. The school knows none of ${DIFFICULTIES.at(-1)} steps; after it some documents are about such ones, most of them with nothing but the answer. \`${RUN} corpus --mix wait --n 10\` prints what \`train\` reads, but for the model’s own mistakes; \`--own\` gives it those of a training.`,
    '',
    ...(measured.some(wentToSchool) ? schoolLines() : []),
    ...(mixes.length === 0 ? [] : ['Share of documents of each kind:', '', ...shares(mixes), '']),
  ];
}

function wentToSchool({ report: { training } }: Measured): boolean {
  return Boolean(training?.school);
}

function schoolLines(): string[] {
  const mixes = SCHOOL_PLAN.map(({ name }) => readMix(name));
  const names = mixes.map(({ name }) => name).join(', then ');
  const again = mixes.flatMap(({ name, repeated }) =>
    repeated ? [`in ${name} ${100 * repeated.share} % come from ${repeated.documents}`] : [],
  );
  const row = (what: string, say: (stage: Stage) => string) => [what, ...SCHOOL_PLAN.map(say)];
  return [
    `All go to the same school (${names}) and part after it. Of the documents that ask for a judgement some are met again and again (arXiv 2410.07041): ${again.join(', ')}.`,
    '',
    ...table(
      ['', ...mixes.map(({ name }) => name)],
      [
        row('tokens read', ({ tokens }) => `${tokens / 1e6} M`),
        row('layers', ({ layers }) => String(layers)),
        ...kindRows(mixes),
      ],
    ),
    '',
  ];
}

function shares(mixes: readonly Mix[]): string[] {
  return table(['kind of document', ...mixes.map(({ name }) => name)], kindRows(mixes));
}
function kindRows(mixes: readonly Mix[]): string[][] {
  const kinds = DOCUMENT_KINDS.filter((kind) => mixes.some((mix) => mix.kinds[kind] !== undefined));
  return kinds.map((kind) => [kind, ...mixes.map((mix) => percent({ ...mix.kinds }, kind))]);
}

function percent(shares: Readonly<Record<string, number>>, kind: string): string {
  const total = Object.values(shares).reduce((sum, weight) => sum + weight, 0);
  const weight = shares[kind];
  return weight === undefined ? '–' : `${((100 * weight) / total).toFixed(1)} %`;
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

function trainingLines(measured: readonly Measured[]): string[] {
  const earlier = measured.filter((one) => !wentToSchool(one));
  return [
    ...earlier.flatMap(({ card, report: { training } }) => (training ? earlierLines(card.id, training) : [])),
    ...againLines(measured.filter(wentToSchool)),
  ];
}

/** Of a file that the trainer as it is now would not make. */
function earlierLines(id: string, { tokens, steps, wallSeconds }: RunRecord): string[] {
  return [
    '## How it was trained',
    '',
    `${id} read ${(tokens / 1e6).toFixed(1)} M tokens of its mix from the start, in ${count(steps)} updates and ${Math.round(wallSeconds / 60)} minutes on two cores. \`${RUN} train\` follows a newer plan, a school for all variants and then a mix of their own (\`mixes.json\`), by which this file was not made.`,
    '',
  ];
}

function againLines(measured: readonly Measured[]): string[] {
  const runs = measured.flatMap(({ mix, report: { training } }) =>
    training === null
      ? []
      : [
          `${RUN} train --mix ${mix} --seed ${training.seed} --rows ${training.rowsPerStep}   # after the school ${Math.round(training.wallSeconds / 60)} minutes`,
          `${RUN} report --run .cache/train/${mix} --ship`,
        ],
  );
  if (runs.length === 0) return [];
  return [
    '## How to train them again',
    '',
    'The first command of each pair trains, the school first where there is none, and goes on where it was interrupted; `--school school.gguf` starts from the school that is shipped. The second measures the model and writes file, card, curve, report and this page. The curves are the logs of these runs: the same seed gives the same losses.',
    '',
    ...['```sh', ...runs, '```', ''],
  ];
}
