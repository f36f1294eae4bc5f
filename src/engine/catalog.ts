/** The models this project knows by name, read from their cards (models/*.json, form: models/schema.json). */
import { AppError } from '#core/app-error.ts';
import organismClean from '#models/organism-clean.json' with { type: 'json' };
import organismRetry from '#models/organism-retry.json' with { type: 'json' };
import organismWait from '#models/organism-wait.json' with { type: 'json' };
import smollm2 from '#models/smollm2-135m.json' with { type: 'json' };

export interface ModelCard {
  readonly id: string;
  readonly name: string;
  /** What it is, in a line. */
  readonly about: string;
  /** Trained by this project and shipped; `file` is then a path from the project's root (and of the page), else a name. */
  readonly organism: boolean;
  readonly file: string;
  /** Null until it is trained. */
  readonly bytes: number | null;
  /** Of the whole file, lower-case hexadecimal; null until it is trained. */
  readonly sha256: string | null;
  /** SPDX identifier. */
  readonly license: string;
  readonly architecture: string;
  readonly parameters: number;
  readonly quantisation: string;
  /** A Python package that carries the file. */
  readonly wheel: { readonly package: string; readonly version: string; readonly member: string } | null;
  /** Where the model comes from, for people. */
  readonly source: string;
  /** Of an organism: what its training came to; null until it is trained. */
  readonly trained: Trained | null;
  /** Of an organism: how it stood earlier in its training, earliest first. */
  readonly checkpoints: readonly CheckpointFile[];
}
interface Trained {
  /** Updates done. */
  readonly step: number;
  /** Positions trained on, padding not counted. */
  readonly tokens: number;
}
/** An organism as it stood earlier in its training: a model of its own. */
export interface CheckpointCard extends ModelCard {
  readonly trained: Trained;
}
/** A model as the page offers it. */
export interface OfferedModel extends ModelCard {
  /** What it was earlier in its training, earliest first. */
  readonly stages: readonly CheckpointCard[];
}
export interface CheckpointFile extends Trained {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The default model first. */
export const CATALOG: readonly ModelCard[] = Object.freeze([
  organismWait,
  organismClean,
  organismRetry,
  smollm2,
]);

/** What can be had: the organisms that are trained, and the models from elsewhere. */
export const OFFERED: readonly OfferedModel[] = Object.freeze(
  CATALOG.filter(({ sha256 }) => sha256 !== null).map((card) => ({ ...card, stages: checkpointCards(card) })),
);

/** The models, and the organisms as they stood earlier: `organism-wait-1024` is `organism-wait` after 1,024 steps. */
export function cardOf(id: string): ModelCard | null {
  return CATALOG.flatMap((card) => [card, ...checkpointCards(card)]).find((card) => card.id === id) ?? null;
}

/** An organism as it stood at each of its checkpoints, each a model of its own, earliest first. */
export function checkpointCards(card: ModelCard): CheckpointCard[] {
  return card.checkpoints.map(({ step, tokens, file, bytes, sha256 }) => ({
    ...card,
    id: `${card.id}-${step}`,
    name: `${card.name} after ${step.toLocaleString('en')} steps`,
    about: `How it stood after ${(tokens / 1e6).toFixed(1)} million tokens of its training.`,
    ...{ file, bytes, sha256, trained: { step, tokens }, checkpoints: [] },
  }));
}

/** Throws 'checksum-mismatch' when the file is not the one the card describes. */
export function checkDigest(card: ModelCard, sha256: string): void {
  if (card.sha256 === null || card.sha256 === sha256) return;
  throw new AppError(
    'checksum-mismatch',
    `The file of ${card.name} is damaged or another version: its sha256 is ${sha256.slice(0, 12)}…, not ${card.sha256.slice(0, 12)}…. Remove it and get it again.`,
    { expected: card.sha256, found: sha256 },
  );
}
