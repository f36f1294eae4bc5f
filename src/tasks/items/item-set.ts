/** Which problems a run is of, as plain data, and the problems themselves: the same for the same set, wherever it is asked. */
import { createRng } from '#core/rng.ts';
import { freshPlanted, freshTasks, plantedTask } from '../evaluation-items.ts';
import { familyOf } from '../families.ts';
import { fileItems } from './file-items.ts';
import { generatedItem, plantedItem } from './generated-item.ts';
import type { Item } from './item.ts';

interface Generated {
  readonly family: string;
  readonly difficulty: number;
  readonly seed: number;
  /** Every answer begins with a mistake planted at this step, from 1; `any`: at one chosen by the seed. */
  readonly planted?: number | 'any';
}
export type ItemSet =
  /** One problem, by its own seed. */
  | ({ readonly type: 'one' } & Generated)
  /** Problems that training never draws, chosen by the seed. The first of a larger set are those of a smaller one. */
  | ({
      readonly type: 'fresh';
      readonly n: number;
    } & Generated)
  /** So many lines of a JSONL file, chosen by the seed. */
  | {
      readonly type: 'file';
      readonly name: string;
      readonly text: string;
      readonly n: number;
      readonly seed: number;
    };

/** @throws AppError bad-input for a family, difficulty or file that cannot be had */
export function itemsOf(set: ItemSet): Item[] {
  switch (set.type) {
    case 'one':
      return [oneItem(set)];
    case 'fresh':
      return freshItems(set);
    case 'file':
      return someItems(fileItems(set.text), set);
  }
}

function oneItem({ seed, difficulty, family: id, planted }: Generated): Item {
  const family = familyOf(id);
  const task = family.generate({ seed, difficulty });
  if (planted === undefined) return generatedItem(task, 0);
  return plantedItem(plantedTask(task, { family, step: stepOf(planted) }), 0);
}

function stepOf(planted: number | 'any'): number | undefined {
  return planted === 'any' ? undefined : planted;
}

function freshItems({ seed, difficulty, n, family, planted }: Extract<ItemSet, { type: 'fresh' }>): Item[] {
  if (planted === undefined) return freshTasks(seed, difficulty, n, familyOf(family)).map(generatedItem);
  const step = stepOf(planted);
  return freshPlanted({ seed, difficulty, n, family: familyOf(family), step }).map(plantedItem);
}

/** n of them, chosen by the seed. */
export function someItems(
  all: readonly Item[],
  { seed, n }: { readonly seed: number; readonly n: number },
): Item[] {
  return createRng(seed).fork('items').shuffle(all).slice(0, n);
}
