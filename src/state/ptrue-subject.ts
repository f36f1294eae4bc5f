/** What P(True) is asked about (tasks/ptrue-subject.ts), and how it is called in sentences. Pure. */
import { proposedAnswer } from '#tasks/prompts.ts';
import type { AnswerRow } from './rows.ts';
export { ptrueSubject } from '#tasks/ptrue-subject.ts';

/**
 * For one step: the attempt that it belongs to, from its first line up to and with the step, in the words of a whole
 * solution. Nothing is added: no answer line is made up, and later steps are not shown. No organism was ever taught a
 * verdict on a beginning, and a beginning has no answer that could be true, so such a reading is for comparing one step
 * with the next rather than for believing.
 */
export function stepSubject(rows: readonly AnswerRow[], row: AnswerRow, generated: boolean): string {
  const at = rows.findIndex(({ from }) => from === row.from);
  const opens = ({ kind }: AnswerRow): boolean =>
    generated ? kind !== 'step' : kind === 'marker' || kind === 'answer';
  const before = rows.slice(0, at).findLastIndex(opens);
  return proposedAnswer(rows.slice(before + 1, at + 1).map(({ text }) => text));
}

/** The subject in a few words: its last line. */
export function subjectInShort(subject: string): string {
  return `“${subject.split('\n').at(-1) ?? subject}”`;
}
