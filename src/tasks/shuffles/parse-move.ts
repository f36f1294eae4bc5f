/** Reads the lines of a written shuffle. */
import type { WrittenMove } from './shuffle-problem.ts';

const MOVE =
  /^Step (\d{1,2}): (\w{1,20}) and (\w{1,20}) swap, (?:(\w{1,20}) has it|it is at (\w{1,20}))\.( No\.)?$/;
const ANSWER = /^The answer is (\w{1,20})\.$/;

export function parseMove(text: string): WrittenMove | null {
  const match = MOVE.exec(text.trim());
  if (!match) return null;
  const [, index, first, second, person, place] = match;
  return {
    index: Number(index),
    first: first ?? '',
    second: second ?? '',
    holder: person ?? place ?? '',
  };
}

/** The holder of "The answer is Eva." or null. */
export function parseHolder(text: string): string | null {
  return ANSWER.exec(text.trim())?.[1] ?? null;
}

/** The last one that is stated, or null. */
export function finalHolder(lines: readonly string[]): string | null {
  return (
    lines
      .toReversed()
      .map(parseHolder)
      .find((holder) => holder !== null) ?? null
  );
}
