/** The reports and series that were built into the page, each a file of its own that is fetched when it is asked for. */
import type { ModelCard } from '#engine/catalog.ts';
import type { ReportFile } from './organism-figures.ts';
import type { TrainingSeries } from './training-series.ts';

const reports = import.meta.glob<ReportFile>('/models/organisms/*.report.json', { import: 'default' });
const series = import.meta.glob<TrainingSeries>('/models/organisms/*.series.json', { import: 'default' });
const beside = ({ file }: Pick<ModelCard, 'file'>, kind: string): string =>
  `/${file.replace(/\.gguf$/, `.${kind}.json`)}`;

/** Null where there is none. Rejects when it cannot be fetched. */
export async function builtReport(card: Pick<ModelCard, 'file'>): Promise<ReportFile | null> {
  return (await reports[beside(card, 'report')]?.()) ?? null;
}
/** Null where there is none. Rejects when it cannot be fetched. */
export async function builtSeries(card: Pick<ModelCard, 'file'>): Promise<TrainingSeries | null> {
  return (await series[beside(card, 'series')]?.()) ?? null;
}
