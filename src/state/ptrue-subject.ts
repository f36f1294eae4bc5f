/** What P(True) is asked about (tasks/ptrue-subject.ts), and how it is called in sentences. Pure. */
import { beginningSubject } from '#tasks/ptrue-subject.ts';
import type { AnswerRow } from './rows.ts';
export { ptrueSubject } from '#tasks/ptrue-subject.ts';

/** For one step. */
export function stepSubject(rows: readonly AnswerRow[], row: AnswerRow, generated: boolean): string {
  const at = rows.findIndex(({ from }) => from === row.from);
  return beginningSubject(rows.slice(0, at + 1), generated);
}

/** The subject in a few words: its last line. */
export function subjectInShort(subject: string): string {
  return `“${subject.split('\n').at(-1) ?? subject}”`;
}
