/** Measures an organism at each of its checkpoints and as it is now, and writes both forms of it beside the model. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointCards } from '#engine/catalog.ts';
import type { ModelCard } from '#engine/catalog.ts';
import type { ReportOptions } from '#runner/report/options.ts';
import { measureAbilities } from '#runner/report/series.ts';
import type { SeriesPoint, TrainingSeries } from '#runner/report/series.ts';
import { MIDDLE_DIFFICULTIES } from '#tasks/evaluation-items.ts';
import type { Io } from './command.ts';
import { PROJECT } from './model-files.ts';
import { openNodeEngine } from './open-node-engine.ts';
import type { EngineChoice } from './open-node-engine.ts';
import { seriesMarkdown } from './series-text.ts';
import { readTrainingFacts } from './training-facts.ts';

/** Rejects AppError for a file that is missing or was not trained by this project, and 'aborted'. */
export async function measureSeries(
  card: ModelCard,
  choice: Omit<EngineChoice, 'model'>,
  options: ReportOptions,
  io: Io,
): Promise<TrainingSeries> {
  const points: SeriesPoint[] = [];
  let backend = '';
  for (const { id, file } of [...checkpointCards(card), card]) {
    io.note(`Measuring ${id}…`);
    const path = join(PROJECT, file);
    const facts = await readTrainingFacts(path);
    const { engine } = await openNodeEngine({ ...choice, model: path }, io);
    backend = engine.info.backend;
    points.push({
      id,
      sha256: engine.info.model.sha256,
      ...facts,
      ...(await measureAbilities(engine, options)),
    });
    await engine.dispose();
  }
  const { seed, n } = options;
  return { model: card.id, engine: backend, seed, n, difficulties: MIDDLE_DIFFICULTIES, points };
}

/** As models/organisms/<mix>.series.json and .md. */
export async function writeSeries({ file }: ModelCard, series: TrainingSeries): Promise<void> {
  const stem = join(PROJECT, file.replace(/\.gguf$/, '.series'));
  await writeFile(`${stem}.json`, `${JSON.stringify(series, null, 2)}\n`);
  await writeFile(`${stem}.md`, seriesMarkdown(series));
}
