/** A training series as Markdown. */
import type { SeriesPoint, TrainingSeries } from '#runner/report/series.ts';
import { share } from './report-figures.ts';

export function seriesMarkdown(series: TrainingSeries): string {
  const { model, engine, seed, n, difficulties } = series;
  return [
    `# Over training: ${model}`,
    '',
    `Share of answers that end right, greedy, on the same n = ${n} problems of ${difficulties.join(', ')} steps at every point (seed ${seed}, ${engine}), 95 % Wilson intervals.`,
    '',
    ...seriesTable(series),
    '',
  ].join('\n');
}

export function seriesTable({ points }: TrainingSeries): string[] {
  return [
    '| updates | tokens | no mistake planted | planted at a step, nothing after it | planted, then “Wait,” | planted in the user’s turn |',
    '|---|---|---|---|---|---|',
    ...points.map(line),
  ];
}
function line({ step, tokens, accuracy, spontaneous, afterWait, user }: SeriesPoint): string {
  const figures = [accuracy, spontaneous, afterWait, user].map(share);
  return `| ${step.toLocaleString('en')} | ${(tokens / 1e6).toFixed(1)} M | ${figures.join(' | ')} |`;
}
