/** Reads one line of a written solution. */
import type { Operation, WrittenStep } from '#tasks/problem.ts';

export type ParsedLine =
  | { readonly type: 'step'; readonly step: WrittenStep; readonly takenBack: boolean }
  | { readonly type: 'answer'; readonly value: number }
  | { readonly type: 'marker' }
  | { readonly type: 'other' };

const STEP = /^Step (\d{1,3}): (\d{1,6}) ([-+*/]) (\d{1,6}) = (\d{1,6})\.( No\.)?$/;
const ANSWER = /^The answer is (\d{1,6})\.$/;

export function parseLine(text: string): ParsedLine {
  const line = text.trim();
  const step = STEP.exec(line);
  if (step) {
    const [index, left, right, result] = [step[1], step[2], step[4], step[5]].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    const op = step[3] as Operation;
    return { type: 'step', step: { index, left, op, right, result }, takenBack: step[6] !== undefined };
  }
  const answer = ANSWER.exec(line);
  if (answer) return { type: 'answer', value: Number(answer[1]) };
  return /^(Wait|Let me check)\b/.test(line) ? { type: 'marker' } : { type: 'other' };
}

/** The number of the last "The answer is N." or null. */
export function finalAnswer(lines: readonly string[]): number | null {
  for (const line of lines.toReversed()) {
    const parsed = parseLine(line);
    if (parsed.type === 'answer') return parsed.value;
  }
  return null;
}
