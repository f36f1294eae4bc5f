import { describe, expect, it } from 'vitest';
import type { AnswerKind } from './ask.ts';
import { readAnswer } from './read-answer.ts';

const READ: readonly [string, AnswerKind, string][] = [
  ['Four pens and two.\nAnswer: 6', 'number', '6'],
  ['2 + 4 = 6', 'number', '6'],
  ['Answer: (B)', 'letter', 'B'],
  ['It is an oven.\nAnswer: B.', 'letter', 'B'],
  ['No, it melts.\nThe answer is yes.', 'yes-no', 'yes'],
  ['Answer: False', 'text', 'false'],
];
/** A reply that is nothing but the answer. */
const BARE: readonly [string, AnswerKind, string][] = [
  ['B', 'letter', 'B'],
  [' B) an oven\n', 'letter', 'B'],
  ['Yes.', 'yes-no', 'yes'],
  ['No, it melts.', 'yes-no', 'no'],
  ['J', 'text', 'J'],
  ['the letter q', 'text', 'the letter q'],
];
const NOTHING: readonly [string, AnswerKind][] = [
  ['A place where bread is baked.', 'letter'],
  ['Bread is baked in an oven.', 'letter'],
  ['Nobody knows.', 'yes-no'],
  ['Yesterday it was cold.', 'yes-no'],
  ['There is no letter that comes after it.', 'text'],
  ['First line\nsecond', 'text'],
  ['no idea', 'number'],
  ['', 'text'],
];

describe('the answer in what was written', () => {
  it.each([...READ, ...BARE])('of %j, asked for a %s, is %j', (written, kind, answer) => {
    expect(readAnswer(written, kind)).toBe(answer);
  });
  it.each(NOTHING)('%j gives none where a %s is asked for', (written, kind) => {
    expect(readAnswer(written, kind)).toBeNull();
  });
});
