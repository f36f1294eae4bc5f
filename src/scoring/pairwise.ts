/**
 * Which of two is better, from the letter that a model would choose: P(A) / (P(A) + P(B)), read in both orders and
 * averaged, since small models lean to one letter. Stands in for the pairwise preference model of LLaMA-Berry
 * (arXiv 2410.02884; methods.md 12.14). In [0, 1]. Must not read masked or tempered probabilities.
 */
import { pooledForms } from './ptrue.ts';
import type { LabelReader } from './ptrue.ts';

/** Raw probability of each letter, [0, 1]; what is missing from 1 together followed no form. */
export interface LetterMasses {
  readonly a: number;
  readonly b: number;
}

export function letterMasses(reader: LabelReader): LetterMasses {
  return { a: massOf('A', reader), b: massOf('B', reader) };
}
function massOf(letter: string, reader: LabelReader): number {
  return pooledForms([letter, ` ${letter}`], (text) => reader.encode(text)).reduce(
    (sum, tokens) => sum + Math.exp(reader.logprobOf(tokens) ?? -Infinity),
    0,
  );
}

/** Null where neither letter has any probability. */
function firstShare({ a, b }: LetterMasses): number | null {
  return a + b > 0 ? a / (a + b) : null;
}

/** P(x better than y) from what was read where x was shown as A, and where y was; 1/2 where nothing is known. */
export function pairPreference(xFirst: LetterMasses, yFirst: LetterMasses): number {
  const [a, b] = [firstShare(xFirst), firstShare(yFirst)];
  const known = [a, b === null ? null : 1 - b].filter((share) => share !== null);
  return known.length === 0 ? 0.5 : known.reduce((sum, share) => sum + share, 0) / known.length;
}
