/** Which model an engine contract runs on, and the questions that are put to it. Nothing here knows an engine. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { Tokens } from '#core/ids.ts';
import type { Engine, Next, TokenStats } from '#engine/types.ts';
import { TINY } from './tiny-model.ts';

export interface CacheSize {
  /** Absent: the engine's default. */
  readonly cacheBytes?: number;
  readonly answerBytes?: number;
}

/** What the contract has to know of a model and of the time that it takes. */
export interface ContractSubject {
  readonly vocabSize: number;
  /** Longest sequence: at least 150, some more than a chunk of 128. */
  readonly context: number;
  /** Of a token's key/value rows. */
  readonly bytesPerToken: number;
  /** Floats of all layers' hidden states. */
  readonly hiddenFloats: number;
  /** An embedding row that no token has; null where the vocabulary fills them all. */
  readonly padding: number | null;
  /** Between two engines, or the same one on another way. */
  readonly tolerance: number;
  /** Tokens of most drawn sequences at most, and of the others. */
  readonly usual: number;
  readonly longest: number;
  /** Most drawn sequences of a batch. */
  readonly together: number;
  /** Draws of a law. */
  readonly runs: number;
}
export const TINY_SUBJECT: ContractSubject = {
  vocabSize: TINY.vocabSize,
  context: TINY.context,
  bytesPerToken: TINY.layers * 2 * TINY.kvHeads * TINY.headSize * 4,
  hiddenFloats: (TINY.layers + 1) * TINY.hidden,
  padding: TINY.embeddingRows - 1,
  tolerance: 1e-4,
  usual: 40,
  longest: 300,
  together: 9,
  runs: 25,
};

export const NO_CACHE: CacheSize = { cacheBytes: 0, answerBytes: 0 };
/** Holds about forty tokens. */
export function tinyCache({ bytesPerToken }: ContractSubject): CacheSize {
  return { cacheBytes: 40 * bytesPerToken, answerBytes: 2000 };
}

export function drawn({ vocabSize, usual, longest }: ContractSubject) {
  const token = fc.integer({ min: 0, max: vocabSize - 1 });
  /** Few distinct tokens, so that sequences share prefixes; some are long. */
  const sequence = fc.oneof(
    fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 }),
    fc.array(token, { minLength: 1, maxLength: usual }),
    fc
      .integer({ min: Math.ceil(longest / 3), max: longest })
      .map((n) => Array.from({ length: n }, (_, i) => (i * 7) % 5)),
  );
  return { token, sequence };
}

export const FULL = { topK: 5, logits: true } as const;
export async function one(engine: Engine, tokens: Tokens): Promise<Next> {
  return (await engine.next([tokens], FULL))[0] as Next;
}
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : `not an AppError: ${String(error)}`),
  );
}

const STATISTICS = ['lse', 'max', 'meanLogit', 'entropy', 'varentropy', 'margin', 'selfCertainty'] as const;
export function expectNear(a: Next, b: Next, tolerance: number): void {
  for (const key of STATISTICS) expect(Math.abs(a[key] - b[key])).toBeLessThan(tolerance);
  const difference = a.logits?.reduce(
    (most, z, i) => Math.max(most, Math.abs(z - (b.logits?.[i] ?? NaN))),
    0,
  );
  if (a.logits) expect(difference).toBeLessThan(tolerance);
}

/** Log-probability and rank of the token, straight from the logits. */
export function expectTarget(row: TokenStats, next: Next, tolerance: number): void {
  const logits = next.logits as Float32Array;
  const mine = logits[row.id] as number;
  expect(Math.abs(row.logprob - (mine - next.lse))).toBeLessThan(tolerance);
  const own = row.logits as Float32Array;
  const value = own[row.id] as number;
  const better = own.filter((z, id) => z > value || (z === value && id < row.id)).length;
  expect(row.rank).toBe(better + 1);
}
