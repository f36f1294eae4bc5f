/**
 * What P(True) is asked about. Of a generated problem: the written solution that led to the last answer, since that is
 * what the organisms were taught to judge (prompts.ts proposedAnswer). Of free text: the answer itself. Pure.
 */
import type { StepRange } from '#scoring/steps/split-steps.ts';
import { proposedAnswer } from './prompts.ts';

type Line = Pick<StepRange, 'kind' | 'text'>;

/** @param rows the steps of the whole answer. */
export function ptrueSubject(rows: readonly Line[], answer: string, generated: boolean): string {
  const last = rows.findLastIndex(({ kind }) => kind === 'answer');
  if (!generated || last < 0) return answer;
  const before = rows.slice(0, last).findLastIndex(({ kind }) => kind !== 'step');
  return proposedAnswer(rows.slice(before + 1, last + 1).map(({ text }) => text.trim()));
}

/**
 * Of a beginning: the attempt that its last step belongs to, up to and with it, in the words of a whole solution. Nothing
 * is added: no answer line is made up. No organism was ever taught a verdict on a beginning, and a beginning has no
 * answer that could be true, so such a reading is for comparing one step with the next rather than for believing.
 */
export function beginningSubject(rows: readonly Line[], generated: boolean): string {
  const opens = ({ kind }: Line): boolean =>
    generated ? kind !== 'step' : kind === 'marker' || kind === 'answer';
  const before = rows.slice(0, -1).findLastIndex(opens);
  return proposedAnswer(rows.slice(before + 1).map(({ text }) => text.trim()));
}
