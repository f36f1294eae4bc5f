/**
 * What P(True) is asked about. Of a generated problem: the written solution that led to the last answer, since that is
 * what the organisms were taught to judge (prompts.ts proposedAnswer). Of free text: the answer itself. Pure.
 */
import type { StepRange } from '#scoring/steps/split-steps.ts';
import { proposedAnswer } from './prompts.ts';

/** @param rows the steps of the whole answer. */
export function ptrueSubject(
  rows: readonly Pick<StepRange, 'kind' | 'text'>[],
  answer: string,
  generated: boolean,
): string {
  const last = rows.findLastIndex(({ kind }) => kind === 'answer');
  if (!generated || last < 0) return answer;
  const before = rows.slice(0, last).findLastIndex(({ kind }) => kind !== 'step');
  return proposedAnswer(rows.slice(before + 1, last + 1).map(({ text }) => text.trim()));
}
