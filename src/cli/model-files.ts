/** Where model files lie on this machine, and which one is meant. */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { CATALOG, cardOf } from '#engine/catalog.ts';
import type { ModelCard } from '#engine/catalog.ts';

export const PROJECT = resolve(import.meta.dirname, '../..');

/** `card`: null for a file of the user's own. */
export interface ModelFile {
  readonly card: ModelCard | null;
  readonly path: string;
}

export function fileOf(card: ModelCard): string {
  return card.organism ? join(PROJECT, card.file) : join(PROJECT, '.cache', 'models', card.file);
}

export function isHere(card: ModelCard): boolean {
  return existsSync(fileOf(card));
}

/** `wanted`: a card's id, a path to a GGUF file, or null for the first card whose file is here. */
export function findModel(wanted: string | null): ModelFile {
  const card = wanted === null ? CATALOG.find(isHere) : cardOf(wanted);
  if (card != null) return { card, path: present(card) };
  if (wanted === null) throw missing('No model is on this machine.');
  if (existsSync(wanted) && statSync(wanted).isFile()) return { card: null, path: wanted };
  const what = /[/\\.]/.test(wanted) ? `There is no file ${wanted}.` : `There is no model ${wanted}.`;
  throw missing(what);
}

function present(card: ModelCard): string {
  if (isHere(card)) return fileOf(card);
  throw new AppError('model-missing', `${card.name} is not on this machine. Get it: ${howToGet(card)}`, {
    id: card.id,
  });
}

/** The command that brings the file: an organism, or a state of its training, is trained and anything else fetched. */
export function howToGet({ id, organism }: ModelCard): string {
  if (!organism) return `npm run st -- models get ${id}`;
  const mix = /^organism-([a-z]+)/.exec(id)?.[1] ?? id;
  return `npm run st -- train --mix ${mix}`;
}

function missing(what: string): AppError {
  const ids = CATALOG.map(({ id }) => id).join(', ');
  return new AppError('model-missing', `${what} Give --model one of ${ids}, or a path to a GGUF file.`);
}
