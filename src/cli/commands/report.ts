/** `st report`: measures an organism, and ships a freshly trained one with its report. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '#core/trace/serialise.ts';
import { organismReport } from '#runner/report/organism-report.ts';
import { readRunRecord } from '#train/run-record.ts';
import type { Command } from '../command.ts';
import { PROJECT } from '../model-files.ts';
import { ENGINE_OPTIONS, engineChoice, openNodeEngine } from '../open-node-engine.ts';
import { reportMarkdown } from '../report-text.ts';
import type { WrittenReport } from '../report-text.ts';
import { shipOrganism } from '../ship-organism.ts';

export const report: Command = {
  summary: 'Measures an organism: accuracy, correction of planted mistakes, P(True), with intervals.',
  operands: '',
  options: {
    ...ENGINE_OPTIONS,
    n: { value: 'N', help: 'items for each line; default 500' },
    seed: { value: 'N', help: 'default 1' },
    run: { value: 'FOLDER', help: 'its training run: the report then names mix, seed, tokens and wall time' },
    ship: { help: 'with --run: first make the finished model of that run the one that is shipped' },
    json: { help: 'one JSON document' },
  },
  async run(args, io) {
    const folder = args.text('run');
    const training = folder === null ? null : await readRunRecord(folder);
    const shipped =
      training !== null && args.has('ship') ? await shipOrganism(folder as string, training.mix) : null;
    const choice = engineChoice(args);
    const { engine } = await openNodeEngine(shipped === null ? choice : { ...choice, model: shipped }, io);
    const measured = await organismReport(engine, {
      seed: args.integer('seed', { min: 0, max: 2 ** 31 - 1 }, 1),
      n: args.integer('n', { min: 1, max: 100_000 }, 500),
      signal: io.signal,
      onProgress: (doing) => io.note(`Measuring ${doing}…`),
    });
    const written: WrittenReport = { ...measured, training };
    if (shipped !== null && training !== null) await writeBeside(training.mix, written);
    io.out(args.has('json') ? `${canonicalJson(written)}\n` : reportMarkdown(written));
    await engine.dispose();
  },
};

async function writeBeside(mix: string, written: WrittenReport): Promise<void> {
  const stem = join(PROJECT, 'models', 'organisms', `${mix}.report`);
  await writeFile(`${stem}.json`, `${JSON.stringify(written, null, 2)}\n`);
  await writeFile(`${stem}.md`, reportMarkdown(written));
}
