/**
 * What P(True) is asked about. Of a generated problem: the written solution that led to the last answer, since that is
 * what the organisms were taught to judge (tasks/prompts.ts proposedAnswer). Of free text: the answer itself. Pure.
 */
import { proposedAnswer } from '#tasks/prompts.ts';
import type { AnswerRow } from './rows.ts';

export function ptrueSubject(rows: readonly AnswerRow[], answer: string, generated: boolean): string {
  const last = rows.findLastIndex(({ kind }) => kind === 'answer');
  if (!generated || last < 0) return answer;
  const before = rows.slice(0, last).findLastIndex(({ kind }) => kind !== 'step');
  return proposedAnswer(rows.slice(before + 1, last + 1).map(({ text }) => text));
}

/** The subject in a few words, for sentences: its last line. */
export function subjectInShort(subject: string): string {
  return `“${subject.split('\n').at(-1) ?? subject}”`;
}
