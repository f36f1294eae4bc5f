/** The models this project knows by name, read from their cards (models/*.json, form: models/schema.json). */
import { AppError } from '#core/app-error.ts';
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
}

/** The default model first. */
export const CATALOG: readonly ModelCard[] = Object.freeze([organismWait, smollm2]);

export function cardOf(id: string): ModelCard | null {
  return CATALOG.find((card) => card.id === id) ?? null;
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
