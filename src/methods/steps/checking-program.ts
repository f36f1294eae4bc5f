/** A program that checks answers: how it is asked for, found in a turn, called, and what its result means. */
import type { Execution } from '#core/execution.ts';

export const PROGRAM_FORM =
  'Write a JavaScript function verify(answer) that checks an answer to this problem. It returns true if the answer is right, else a sentence that says what is wrong. Do not solve the problem for me; write only the function.';

export interface Finding {
  readonly passes: boolean;
  /** A sentence; of a pass too. */
  readonly feedback: string;
}

/** The last fenced block, or everything from the function on; null where no function `verify` is written. */
export function programIn(written: string): string | null {
  const fenced = [...written.matchAll(/```(?:js|javascript)?\s*\n(.*?)```/gis)].at(-1)?.[1];
  const program =
    fenced ?? written.slice(Math.max(0, written.search(/\b(function|const|let|var)\s+verify\b/)));
  return /\bverify\b/.test(program) && /\bfunction\b|=>/.test(program) ? program.trim() : null;
}

/** Numbers are handed over as numbers. */
export function callOf(program: string, answer: string): string {
  const value = answer.trim() !== '' && Number.isFinite(Number(answer)) ? Number(answer) : answer;
  return `${program}\n;verify(${JSON.stringify(value)})`;
}

/** Null where it says neither yes nor no: it did not run, or gave something else than true, false or a sentence. */
export function findingOf({ end, value }: Execution): Finding | null {
  if (end !== 'done' || value === null || value === 'undefined' || value === 'null') return null;
  if (value === 'true') return { passes: true, feedback: 'the check passed.' };
  return { passes: false, feedback: value === 'false' ? 'the check failed.' : value };
}
