/** What a comparison came to, in a sentence. Pure. */
import type { CompareColumn } from './compare-column.svelte.ts';
import { shareWords } from './compare-tally.ts';

export const COLUMN_LETTERS = ['A', 'B', 'C'] as const;
export function columnLetter(index: number): string {
  return COLUMN_LETTERS[index] ?? String(index + 1);
}

/** "1 of 3 corrected the planted error: B." Of the answers that are finished; '' where none is. */
export function answersWords(columns: readonly CompareColumn[]): string {
  const done = columns.flatMap(({ answer }, i) =>
    answer?.ended === true ? [{ answer, letter: columnLetter(i) }] : [],
  );
  const [first] = done;
  if (first === undefined) return '';
  const right = done
    .filter(({ answer }) => answer.facts.mark?.verdict === 'right')
    .map(({ letter }) => letter);
  const isPlanted = first.answer.plan.treatment.type === 'plant';
  const did = isPlanted ? 'corrected the planted error' : 'solved the problem';
  const who = right.length === 0 ? '' : `: ${right.join(', ')}`;
  return `${right.length} of ${done.length} ${did}${who}.`;
}

/** "Right in the end, of 20 problems: A 0.95 [0.76, 0.99], B 0.10 [0.03, 0.30]." */
export function talliesWords(columns: readonly CompareColumn[]): string {
  const shares = columns.flatMap(({ tally }, i) =>
    tally === null || tally.done === 0
      ? []
      : [`${columnLetter(i)} ${shareWords(tally)}${tally.done < tally.of ? ` of ${tally.done}` : ''}`],
  );
  const of = Math.max(0, ...columns.map(({ tally }) => tally?.of ?? 0));
  return shares.length === 0 ? '' : `Right in the end, of ${of} problems: ${shares.join(', ')}.`;
}
