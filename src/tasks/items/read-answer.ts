/**
 * The answer in what was written to a problem from a file: where the request asked for it, else a reply that is nothing
 * but the answer, as small models like to give ("Yes.", "B", "J"), else none.
 */
import { extractAnswer } from '#scoring/answers/extract-answer.ts';
import { normaliseAnswer } from '#scoring/answers/normalise-answer.ts';
import { readingOf } from './ask.ts';
import type { AnswerKind } from './ask.ts';

/** Words of a reply that may be an answer as it stands; a longer one is a sentence about it. */
const FEW_WORDS = 3;
const BARE: Readonly<Record<AnswerKind, (reply: string) => string | null>> = {
  number: () => null,
  letter: (reply) => /^[A-J](?=$|[.):])/.exec(reply)?.[0] ?? null,
  'yes-no': (reply) => /^(?:yes|no)\b/i.exec(reply)?.[0] ?? null,
  text: (reply) => (/\n/.test(reply) || reply.split(/\s+/).length > FEW_WORDS ? null : reply),
};

/** Normalised; null where none is found. */
export function readAnswer(written: string, kind: AnswerKind): string | null {
  const value = extractAnswer(written, readingOf(kind))?.value ?? bareAnswer(written, kind);
  if (value === null || kind !== 'yes-no') return value;
  return /^(?:yes|no)\b/.exec(value)?.[0] ?? value;
}

function bareAnswer(written: string, kind: AnswerKind): string | null {
  const found = BARE[kind](written.trim());
  return found === null ? null : normaliseAnswer(found);
}
