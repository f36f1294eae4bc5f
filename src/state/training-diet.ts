/** What a model is given to read, in words, as sliders and in the address. Pure. */
import { READINGS } from '#core/tuning.ts';
import type { Diet, ReadingId } from '#core/tuning.ts';

export const MOST_WEIGHT = 10;

interface ReadingFacts {
  readonly id: ReadingId;
  readonly title: string;
  readonly about: string;
}
export const READING_FACTS: readonly ReadingFacts[] = [
  { id: 'right', title: 'Right solutions', about: 'solutions without a mistake' },
  { id: 'unnoticed', title: 'Unnoticed errors', about: 'wrong solutions that nobody remarks on' },
  {
    id: 'wait',
    title: 'Corrections after “Wait,”',
    about: 'an error or none, then “Wait,” and a fresh solution',
  },
  { id: 'retry', title: 'Retries', about: 'a wrong step that is taken back at once' },
];

/** Reads “2-0-8-0” as url.ts lets it through. */
export function dietOf(reads: string): Diet {
  const weights = reads.split('-').map(Number);
  const [right = 0, unnoticed = 0, wait = 0, retry = 0] = weights;
  return { right, unnoticed, wait, retry };
}
export function readsOf(diet: Diet): string {
  return READINGS.map((id) => diet[id]).join('-');
}

export function isEmpty(diet: Diet): boolean {
  return READINGS.every((id) => diet[id] === 0);
}

/** Share of the documents; 0 for an empty diet. */
export function shareOf(diet: Diet, id: ReadingId): number {
  const sum = READINGS.reduce((total, one) => total + diet[one], 0);
  return sum === 0 ? 0 : diet[id] / sum;
}

/** “20 of 100 documents are solutions without a mistake, 80 an error or none, then …”. */
export function dietWords(diet: Diet): string {
  const parts = READING_FACTS.filter(({ id }) => diet[id] > 0).map(
    ({ id, about }) => `${Math.round(100 * shareOf(diet, id))} show ${about}`,
  );
  return parts.length === 0 ? 'It reads nothing: move a slider.' : `Of 100 documents ${listed(parts)}.`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
