/** What of an answer comes with its problem (tasks/items/given.ts), and which answers begin with it. */
import type { Place, Writing } from '#methods/define.ts';
import { writtenSteps } from '#tasks/items/given.ts';
import type { Given } from '#tasks/items/given.ts';
import type { ForcedPiece } from '../request.ts';
import type { ItemState } from './item-state.ts';

/** A writing, or a solution that is put into the model's turn instead of one. */
export interface WritingOrGiven extends Writing {
  /** Its steps with the line breaks between them; nothing is written after them. */
  readonly solution?: readonly string[];
}

/** The solution that comes with the problem, or a greedy answer. */
export function draftOf({ item: { given } }: ItemState): WritingOrGiven {
  return given?.kind === 'solution'
    ? { label: 'draft: the given solution', solution: writtenSteps(given.steps) }
    : { label: 'draft' };
}

type Beginning = Extract<Given, { kind: 'beginning' }>;
/** Put before whatever is written afresh in answer to the problem itself; null elsewhere, and for most problems. */
export function beginningOf({ item }: ItemState, { messages, from }: Place): Beginning | null {
  const isAfresh = from === undefined && (messages ?? item.messages) === item.messages;
  return isAfresh && item.given?.kind === 'beginning' ? item.given : null;
}

/** What is put before what is written, in the order of writing; notes that the problem gave of it. */
export function forcedOf(state: ItemState, writing: WritingOrGiven): ForcedPiece[] {
  const { solution, force = '' } = writing;
  const beginning = beginningOf(state, writing);
  if (solution !== undefined) state.usedGiven = 'solution';
  else if (beginning !== null) state.usedGiven = 'beginning';
  const texts = [
    { kind: 'planted', content: beginning?.text ?? '' },
    { kind: 'marker', content: solution?.join('') ?? force },
  ] as const;
  return texts.filter(({ content }) => content.length > 0);
}
