/** `st report`: measures an organism, and ships a freshly trained one with its report. */
import { writeFile } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import { cardOf } from '#engine/catalog.ts';
import { organismReport } from '#runner/report/organism-report.ts';
import type { ReportOptions } from '#runner/report/options.ts';
import { readRunRecord } from '#train/run-record.ts';
import type { Arguments } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { measureSeries, writeSeries } from '../measure-series.ts';
import { modelCardText } from '../model-card-text.ts';
import { ENGINE_OPTIONS, engineChoice, openNodeEngine } from '../open-node-engine.ts';
import { MODEL_CARD, organismStem, readOrganismCard, readOrganisms } from '../organism-files.ts';
import { writeReadmeFigures } from '../readme-figures.ts';
import { reportMarkdown } from '../report-text.ts';
import type { WrittenReport } from '../report-text.ts';
import { seriesMarkdown } from '../series-text.ts';
import { shipOrganism } from '../ship-organism.ts';

/** For each line of a report, and for each point of a series. */
const ITEMS = 500;

export const report: Command = {
  summary: 'Measures an organism: accuracy, correction of planted mistakes, P(True), with intervals.',
  operands: '',
  options: {
    ...ENGINE_OPTIONS,
    n: { value: 'N', help: `items for each line, and for each point of a series; default ${ITEMS}` },
    seed: { value: 'N', help: 'default 1' },
    run: { value: 'FOLDER', help: 'its training run: the report then names mix, seed, tokens and wall time' },
    ship: { help: 'with --run: first make the finished model of that run the one that is shipped' },
    series: {
      value: 'ID',
      help: 'instead: an organism at each of its checkpoints, written beside the model',
    },
    cards: {
      help: 'instead: write the model card of the organisms, and the table of the README, from what was measured',
    },
    json: { help: 'one JSON document' },
  },
  async run(args, io) {
    if (args.has('cards')) return io.out(`${(await writeModelCard()).join('\n')}\n`);
    const series = args.text('series');
    return series === null ? measureOne(args, io) : measureAll(series, args, io);
  },
};

async function measureOne(args: Arguments, io: Io): Promise<void> {
  const folder = args.text('run');
  const training = folder === null ? null : await readRunRecord(folder);
  const shipped =
    training !== null && args.has('ship') ? await shipOrganism(folder as string, training.mix) : null;
  const choice = engineChoice(args);
  const options = reportOptions(args, io);
  const { engine } = await openNodeEngine(shipped === null ? choice : { ...choice, model: shipped }, io);
  const written: WrittenReport = { ...(await organismReport(engine, options)), training };
  await engine.dispose();
  if (shipped !== null && training !== null) await writeBeside(training.mix, written, args, io);
  io.out(args.has('json') ? `${canonicalJson(written)}\n` : reportMarkdown(written));
}

async function measureAll(id: string, args: Arguments, io: Io): Promise<void> {
  const card = cardOf(id);
  if (card === null || card.checkpoints.length === 0)
    throw new AppError(
      'bad-input',
      `${id} has no checkpoints. Give an organism that has, such as organism-wait.`,
    );
  const series = await measureSeries(card, engineChoice(args), reportOptions(args, io), io);
  await writeSeries(card, series);
  io.out(args.has('json') ? `${canonicalJson(series)}\n` : seriesMarkdown(series));
}

function reportOptions(args: Arguments, io: Io): ReportOptions {
  return {
    seed: args.integer('seed', { min: 0, max: 2 ** 31 - 1 }, 1),
    n: args.integer('n', { min: 1, max: 100_000 }, ITEMS),
    signal: io.signal,
    onProgress: (doing) => io.note(`Measuring ${doing}…`),
  };
}

/** Report, series and model card of a variant that was just shipped. */
async function writeBeside(mix: string, written: WrittenReport, args: Arguments, io: Io): Promise<void> {
  const stem = `${organismStem(mix)}.report`;
  await writeFile(`${stem}.json`, `${JSON.stringify(written, null, 2)}\n`);
  await writeFile(`${stem}.md`, reportMarkdown(written));
  const card = await readOrganismCard(mix);
  if (card.checkpoints.length > 0)
    await writeSeries(card, await measureSeries(card, engineChoice(args), reportOptions(args, io), io));
  await writeModelCard();
}

async function writeModelCard(): Promise<string[]> {
  const organisms = await readOrganisms();
  await writeFile(MODEL_CARD, modelCardText(organisms));
  return [MODEL_CARD, await writeReadmeFigures(organisms)];
}
