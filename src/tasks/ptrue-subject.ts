/**
 * What P(True) is asked about. Of a generated problem: the written solution that led to the last answer, since that is
 * what the organisms were taught to judge (prompts.ts proposedAnswer). Of free text: the answer itself. Pure.
 */
import type { StepRange } from '#scoring/steps/split-steps.ts';
import { TAKE_BACK, proposedAnswer } from './prompts.ts';

type Line = Pick<StepRange, 'kind' | 'text'>;

/** @param rows the steps of the whole answer. */
export function ptrueSubject(rows: readonly Line[], answer: string, generated: boolean): string {
  const last = rows.findLastIndex(({ kind }) => kind === 'answer');
  if (!generated || last < 0) return answer;
  return proposed([...attempt(rows.slice(0, last), generated), ...rows.slice(last, last + 1)]);
}

/**
 * Of a beginning: the attempt that its last step belongs to, up to and with it, in the words of a whole solution. Nothing
 * is added: no answer line is made up. No organism was ever taught a verdict on a beginning, and a beginning has no
 * answer that could be true, so such a reading is for comparing one step with the next rather than for believing.
 */
export function beginningSubject(rows: readonly Line[], generated: boolean): string {
  return proposed([...attempt(rows.slice(0, -1), generated), ...rows.slice(-1)]);
}

/** What stands of the attempt under way at the end: a marker or an answer begins another one, “No.” takes one step back. */
function attempt(rows: readonly Line[], generated: boolean): readonly Line[] {
  const standing: Line[] = [];
  for (const row of rows) {
    const opens = generated ? row.kind !== 'step' : row.kind === 'marker' || row.kind === 'answer';
    if (!opens) standing.push(row);
    else if (generated && row.text.trim() === TAKE_BACK.trim()) standing.pop();
    else standing.length = 0;
  }
  return standing;
}
function proposed(lines: readonly Line[]): string {
  return proposedAnswer(lines.map(({ text }) => text.trim()));
}
