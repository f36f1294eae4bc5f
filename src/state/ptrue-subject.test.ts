import { expect, test } from 'vitest';
import { ptrueSubject, subjectInShort } from './ptrue-subject.ts';
import type { AnswerRow } from './rows.ts';

const row = (kind: AnswerRow['kind'], text: string): AnswerRow => ({
  from: 0,
  to: 1,
  text,
  kind,
  number: null,
  again: false,
  forced: null,
  meanCertainty: null,
  mark: null,
});
const rows = [
  row('step', 'Step 1: 2 + 2 = 5.'),
  row('answer', 'The answer is 5.'),
  row('marker', 'Wait, let me check.'),
  row('step', 'Step 1: 2 + 2 = 4.'),
  row('answer', 'The answer is 4.'),
];

test('a generated problem is judged by the solution that led to the last answer', () => {
  const subject = ptrueSubject(rows, '4', true);
  expect(subject).toBe('Step 1: 2 + 2 = 4.\nThe answer is 4.');
  expect(subjectInShort(subject)).toBe('“The answer is 4.”');
  expect(ptrueSubject(rows.slice(0, 2), '5', true)).toBe('Step 1: 2 + 2 = 5.\nThe answer is 5.');
});

test('free text, or an answer that is not on a line of its own, is judged by the answer alone', () => {
  expect(ptrueSubject(rows, '4', false)).toBe('4');
  expect(ptrueSubject([row('text', 'It is 4')], '4', true)).toBe('4');
});
