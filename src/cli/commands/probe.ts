/** `st probe`: an experiment on a model, with its controls; without an id the list of them. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import type { Trial } from '#probes/define.ts';
import type { PlantedItem } from '#tasks/evaluation-items.ts';
import { PROBES } from '#probes/index.ts';
import { runProbe } from '#runner/run-probe.ts';
import type { Arguments } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { ENGINE_OPTIONS, engineChoice, openNodeEngine } from '../open-node-engine.ts';
import { probeText } from '../probe-text.ts';
import type { ProbeDocument } from '../probe-text.ts';

type KnownProbe = (typeof PROBES)[number];

export const probe: Command = {
  summary: 'Runs an experiment on a model, with its controls and intervals; without ID lists them.',
  operands: '[ID]',
  options: {
    ...ENGINE_OPTIONS,
    n: { value: 'N', help: 'items for each condition; default 500' },
    seed: { value: 'N', help: 'chooses the items; default 1' },
    items: {
      value: 'FILE',
      help: 'write every item, opening and continuation to this file, one JSON a line',
    },
    json: { help: 'one JSON document' },
  },
  async run(args, io) {
    const [id, ...more] = args.operands;
    if (id === undefined) return io.out(list(args.has('json')));
    const known = PROBES.find((one) => one.id === id);
    if (known === undefined || more.length > 0)
      throw new AppError(
        'bad-input',
        `There is no probe ${args.operands.join(' ')}. Write: probe ${names()}.`,
      );
    await measure(known, args, io);
  },
};

function names(): string {
  return PROBES.map(({ id }) => id).join(' | ');
}
function list(asJson: boolean): string {
  if (asJson)
    return `${canonicalJson(PROBES.map(({ id, question, source }) => ({ id, question, source })))}\n`;
  return PROBES.map(({ id, question, source }) => `${id}  ${question}\n    ${source}\n`).join('');
}

async function measure(known: KnownProbe, args: Arguments, io: Io): Promise<void> {
  const seed = args.integer('seed', { min: 0, max: 2 ** 31 - 1 }, 1);
  const n = args.integer('n', { min: 1, max: 100_000 }, 500);
  const path = args.text('items');
  const file = path === null ? null : await openForWriting(path);
  try {
    const { engine, model } = await openNodeEngine(engineChoice(args), io);
    const onItems = (done: number): void => io.note(`${done} of ${n} items…`);
    const trials = await runProbe(engine, known, known.conditions, { seed, n, signal: io.signal, onItems });
    await file?.writeFile(itemLines(known, trials));
    const { sha256 } = engine.info.model;
    const document: ProbeDocument = {
      probe: known.id,
      model: { id: model.card?.id ?? null, sha256 },
      engine: engine.info.backend,
      ...{ seed, n },
      result: known.result(trials),
    };
    io.out(args.has('json') ? `${canonicalJson(document)}\n` : probeText(document));
    await engine.dispose();
  } finally {
    await file?.close();
  }
}

/** Before anything is measured, so that no result is lost to a folder that is not there. */
async function openForWriting(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w');
  } catch (thrown) {
    throw new AppError(
      'bad-input',
      `${path} cannot be written. Give --items a file in a folder that exists.`,
      {},
      {
        cause: thrown,
      },
    );
  }
}

function itemLines(
  known: KnownProbe,
  trials: readonly Trial<PlantedItem, KnownProbe['conditions'][number]>[],
): string {
  const lines = trials.map((trial, i) => {
    const { item, condition, opening, turn } = trial;
    return canonicalJson({
      ...{ item: Math.floor(i / known.conditions.length), condition, ...known.facts(item) },
      ...{ messages: opening.messages, forced: opening.forced },
      ...{ continuation: turn.slice(opening.forced.length), right: known.isRight(trial) },
    });
  });
  return lines.map((line) => `${line}\n`).join('');
}
