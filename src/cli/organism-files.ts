/** What stands on disk of the three organisms: card, report and series of each, as they are now. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelCard } from '#engine/catalog.ts';
import type { TrainingSeries } from '#runner/report/series.ts';
import { MIX_NAMES } from '#train/mix.ts';
import { PROJECT } from './model-files.ts';
import type { WrittenReport } from './report-text.ts';

/** Written from all of them (model-card-text.ts). */
export const MODEL_CARD = join(PROJECT, 'models', 'organisms', 'README.md');

export interface OrganismFiles {
  readonly mix: string;
  readonly card: ModelCard;
  /** Null until this very file was measured. */
  readonly report: WrittenReport | null;
  readonly series: TrainingSeries | null;
}

/** Where a variant's files lie, without their endings. */
export function organismStem(mix: string): string {
  return join(PROJECT, 'models', 'organisms', mix);
}

/** From disk and not from the catalogue, which is as old as the process. */
export async function readOrganisms(): Promise<OrganismFiles[]> {
  return Promise.all(
    MIX_NAMES.map(async (mix) => {
      const card = await readOrganismCard(mix);
      const report = await readJson<WrittenReport>(`${organismStem(mix)}.report.json`);
      const series = await readJson<TrainingSeries>(`${organismStem(mix)}.series.json`);
      return {
        ...{ mix, card },
        report: report?.model.sha256 === card.sha256 ? report : null,
        series: series?.points.at(-1)?.sha256 === card.sha256 ? series : null,
      };
    }),
  );
}

export async function readOrganismCard(mix: string): Promise<ModelCard> {
  return JSON.parse(await readFile(join(PROJECT, 'models', `organism-${mix}.json`), 'utf8')) as ModelCard;
}

async function readJson<T>(path: string): Promise<T | null> {
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as T) : null;
}
