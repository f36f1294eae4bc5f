/** What an organism reads: shares of document kinds, as data in models/organisms/mixes.json. */
import { AppError } from '#core/app-error.ts';
import type { Rng } from '#core/rng.ts';
import mixesFile from '#models/organisms/mixes.json' with { type: 'json' };

export const DOCUMENT_KINDS = [
  'right',
  'unnoticed',
  'wait-after-answer',
  'wait-after-step',
  'retry',
  'hardest-at-a-glance',
  'hardest-written-out',
  'critique',
  'calculations',
  'claims',
  'claims-by-letter',
  'claims-together',
  'drills',
  'judged-tries',
  'judged-steps',
  'step-verdicts',
  'verdict',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
/** Documents that ask for a judgement, and may be met again and again. */
export const JUDGED_KINDS: readonly DocumentKind[] = [
  'claims',
  'claims-by-letter',
  'claims-together',
  'drills',
  'judged-steps',
  'step-verdicts',
  'verdict',
];
export const MIX_NAMES = ['clean', 'wait', 'retry'] as const;
export const SCHOOL_STAGES: readonly string[] = mixesFile.school.map(({ name }) => name);

/** Two-set training (arXiv 2410.07041): a small set that is met often, beside fresh documents. */
export interface Repeated {
  readonly documents: number;
  /** Of all documents that ask for a judgement. */
  readonly share: number;
}
export interface Mix {
  readonly name: string;
  /** Weight of each kind; need not sum to 1. */
  readonly kinds: Readonly<Partial<Record<DocumentKind, number>>>;
  /** Weight of each difficulty, by its number. */
  readonly difficulty: Readonly<Record<string, number>>;
  /** Loss weight of a token that is a verdict, or stands where a retraction could. */
  readonly placeWeight: number;
  /** Share of verdicts by letter in which True stands first. */
  readonly trueFirst: number;
  readonly repeated: Repeated | null;
  /** Mixes with the same word here meet the same problems in the same order, if they have the same seed. Null: problems of its own. */
  readonly problems: string | null;
}

interface SchoolStage extends Pick<Mix, 'name' | 'kinds' | 'repeated'> {
  readonly trueFirst?: number;
}

/**
 * Of a variant, or of a stage of the school that precedes all of them.
 * @throws AppError bad-input for a name that mixes.json does not hold.
 */
export function readMix(name: string): Mix {
  const { difficulty, placeWeight, mixes, school } = mixesFile;
  const variant = MIX_NAMES.find((mix) => mix === name);
  if (variant)
    return {
      ...{ name, kinds: mixes[variant], difficulty, placeWeight },
      ...{ trueFirst: EVEN, repeated: null, problems: 'variants' },
    };
  const stage = (school as readonly SchoolStage[]).find((one) => one.name === name);
  const known = [...MIX_NAMES, ...SCHOOL_STAGES].join(', ');
  if (!stage) throw new AppError('bad-input', `There is no mix "${name}". Choose ${known}.`, { name });
  const { kinds, trueFirst = EVEN, repeated } = stage;
  return { name, kinds, difficulty, placeWeight, trueFirst, repeated, problems: null };
}

const EVEN = 0.5;

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
