/**
 * Which of two is better, from the letter that a model would choose: P(A) / (P(A) + P(B)), read in both orders and
 * averaged, since small models lean to one letter. Stands in for the pairwise preference model of LLaMA-Berry
 * (arXiv 2410.02884; methods.md 12.14). In [0, 1]. Must not read masked or tempered probabilities.
 */
import { pooledForms } from './ptrue.ts';
import type { LabelReader } from './ptrue.ts';

/** Null where neither letter has any probability. */
function firstShare(reader: LabelReader): number | null {
  const [a, b] = [massOf('A', reader), massOf('B', reader)];
  return a + b > 0 ? a / (a + b) : null;
}
function massOf(letter: string, reader: LabelReader): number {
  return pooledForms([letter, ` ${letter}`], (text) => reader.encode(text)).reduce(
    (sum, tokens) => sum + Math.exp(reader.logprobOf(tokens) ?? -Infinity),
    0,
  );
}

/** P(x better than y) from a reader that was shown x as A, and one that was shown y as A; 1/2 where nothing is known. */
export function pairPreference(xFirst: LabelReader, yFirst: LabelReader): number {
  const [a, b] = [firstShare(xFirst), firstShare(yFirst)];
  const known = [a, b === null ? null : 1 - b].filter((share) => share !== null);
  return known.length === 0 ? 0.5 : known.reduce((sum, share) => sum + share, 0) / known.length;
}
