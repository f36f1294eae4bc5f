/**
 * Following one thing while people swap what they have, or bags change places: what a move is, and its one text form.
 * A line says only what matters: who swaps, and where the thing is afterwards.
 */
import { answerLine } from '#tasks/problem.ts';

/** `people` swap what they have; `bags` change places, and a place is a number. */
export type ShuffleSetting = 'people' | 'bags';

/** Both hold a thing, and each gets that of the other. */
export interface Swap {
  readonly first: string;
  readonly second: string;
}
export interface WrittenMove extends Swap {
  /** From 1. */
  readonly index: number;
  /** Who has the thing asked about, or at which place it is, after the move. */
  readonly holder: string;
}
export interface ShuffleProblem {
  readonly family: 'shuffled-objects';
  readonly seed: number;
  /** Number of moves and of steps, 2 to 5; three hold something, four from 4 moves on. */
  readonly difficulty: number;
  readonly text: string;
  readonly setting: ShuffleSetting;
  readonly holders: readonly string[];
  /** What is asked about. */
  readonly object: string;
  /** Who has it at first. */
  readonly start: string;
  readonly moves: readonly WrittenMove[];
  readonly answer: string;
}
export const SHUFFLE_DIFFICULTIES = [2, 3, 4, 5] as const;

/** Where a thing is after a swap. */
export function afterSwap(holder: string, { first, second }: Swap): string {
  if (holder === first) return second;
  return holder === second ? first : holder;
}
export function isSameSwap(a: Swap, b: Swap): boolean {
  return (a.first === b.first && a.second === b.second) || (a.first === b.second && a.second === b.first);
}

export function moveLine(setting: ShuffleSetting, { index, first, second, holder }: WrittenMove): string {
  const state = setting === 'people' ? `${holder} has it` : `it is at ${holder}`;
  return `Step ${index}: ${first} and ${second} swap, ${state}.`;
}
export function shuffleSolution({ setting, moves, answer }: ShuffleProblem): string[] {
  return [...moves.map((move) => moveLine(setting, move)), answerLine(answer)];
}
