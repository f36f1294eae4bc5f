/** `st models`: what is on this machine; `st models get ID` brings a model. */
import { AppError } from '#core/app-error.ts';
import { CATALOG, cardOf } from '#engine/catalog.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import type { Command } from '../command.ts';
import { getModel } from '../get-model.ts';
import { fileOf, howToGet, isHere } from '../model-files.ts';

export const models: Command = {
  summary: 'Lists the models; "get ID" brings one to this machine.',
  operands: '[get ID]',
  options: {
    url: { value: 'URL', help: 'with get: fetch the file from here' },
    json: { help: 'the list as one JSON document' },
  },
  async run(args, io) {
    const [verb, id, ...more] = args.operands;
    if (verb === undefined) return io.out(args.has('json') ? `${canonicalJson(list())}\n` : printed());
    if (verb !== 'get' || id === undefined || more.length > 0)
      throw new AppError('bad-input', `Write: models get ${fetchable()}.`);
    const card = cardOf(id);
    if (card === null)
      throw new AppError('bad-input', `The list has no model ${id}. Write: models get ${fetchable()}.`);
    io.out(`${await getModel(card, { url: args.text('url') }, io)}\n`);
  },
};

function fetchable(): string {
  return CATALOG.filter(({ organism }) => !organism)
    .map(({ id }) => id)
    .join(' | ');
}

function list() {
  return CATALOG.map((card) => ({ ...card, here: isHere(card), path: isHere(card) ? fileOf(card) : null }));
}

function printed(): string {
  const rows = CATALOG.map((card) => {
    const size = card.bytes === null ? 'not trained yet' : `${(card.bytes / 1e6).toFixed(1)} MB`;
    const state = isHere(card) ? 'here' : `not here: ${howToGet(card)}`;
    return `${card.id.padEnd(16)} ${size.padStart(15)}  ${card.quantisation}  ${card.license}  ${state}\n    ${card.about}\n`;
  });
  return rows.join('');
}
