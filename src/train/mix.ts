/** What a variant reads: shares of document kinds, as data in models/organisms/mixes.json. */
import { AppError } from '#core/app-error.ts';
import type { Rng } from '#core/rng.ts';
import mixesFile from '#models/organisms/mixes.json' with { type: 'json' };

export const DOCUMENT_KINDS = [
  'right',
  'unnoticed',
  'wait-after-answer',
  'wait-after-step',
  'retry',
  'critique',
  'verdict',
  'step-verdicts',
  'drills',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
export const MIX_NAMES = ['clean', 'wait', 'retry'] as const;

export interface Mix {
  readonly name: string;
  /** Weight of each kind; need not sum to 1. */
  readonly kinds: Readonly<Partial<Record<DocumentKind, number>>>;
  /** Weight of each difficulty, by its number. */
  readonly difficulty: Readonly<Record<string, number>>;
  /** Loss weight of a token that is a verdict, or stands where a retraction could. */
  readonly placeWeight: number;
}

/** @throws AppError bad-input for a name that mixes.json does not hold. */
export function readMix(name: string): Mix {
  const known = MIX_NAMES.find((mix) => mix === name);
  if (!known)
    throw new AppError('bad-input', `There is no mix "${name}". Choose ${MIX_NAMES.join(', ')}.`, { name });
  const { difficulty, placeWeight, mixes } = mixesFile;
  return { name, kinds: mixes[known], difficulty, placeWeight };
}

/** One key, with probability in proportion to its weight. */
export function drawWeighted<K extends string>(rng: Rng, weights: Readonly<Partial<Record<K, number>>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let left = rng.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return (entries.at(-1) as [K, number])[0];
}
