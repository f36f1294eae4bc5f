/**
 * Steps of a solution that came with its problem. Its steps are known, whatever lines they have, so they are not looked
 * for as in split-steps.ts; what is written behind them is. A token across a boundary belongs to the earlier step.
 */
import { splitSteps } from './split-steps.ts';
import type { StepRange } from './split-steps.ts';

/**
 * Where each of these steps ends in the tokens that spell them, exclusive, white space behind it included. By characters
 * that are no white space, since a tokenizer may add or leave out a space. Only steps that stand whole.
 * @param pieces texts of the tokens, which joined read as the joined steps
 */
export function givenEnds(pieces: readonly string[], steps: readonly string[]): number[] {
  let [wanted, seen, token] = [0, 0, 0];
  const ends: number[] = [];
  for (const step of steps) {
    wanted += inkOf(step);
    while (token < pieces.length && (seen < wanted || inkOf(pieces[token] ?? '') === 0))
      seen += inkOf(pieces[token++] ?? '');
    if (seen < wanted) break;
    ends.push(token);
  }
  return ends;
}
function inkOf(text: string): number {
  return text.replace(/\s/g, '').length;
}

/** The given steps, then the steps of what follows. @param ends as `givenEnds` has them */
export function stepsAfterGiven(pieces: readonly string[], ends: readonly number[]): readonly StepRange[] {
  const rest = pieces.slice(ends.at(-1) ?? 0);
  if (ends.length === 0) return splitSteps(pieces);
  const isWritten = rest.join('').trim() !== '';
  // White space alone is no step: it stays with the one before.
  const stops = isWritten ? ends : [...ends.slice(0, -1), pieces.length];
  const given = stops.map((end, index): StepRange => {
    const start = ends[index - 1] ?? 0;
    return { index, start, end, text: pieces.slice(start, end).join(''), kind: 'step', number: null };
  });
  const [from, count] = [stops.at(-1) ?? 0, given.length];
  const after = isWritten ? splitSteps(rest) : [];
  const moved = ({ index, start, end, ...step }: StepRange): StepRange => ({
    ...{ ...step, index: index + count, start: start + from, end: end + from },
  });
  return [...given, ...after.map(moved)];
}
