/** The runs that were asked for on this page: the same method under the same conditions is the same run. */
import type { ComparisonStore } from '#storage/comparison-store.ts';
import type { MethodStore } from '#storage/method-store.ts';
import type { ChosenMethod } from './method-choice.ts';
import { runKey } from './method-conditions.ts';
import type { Conditions } from './method-conditions.ts';
import { MethodRun } from './method-run.svelte.ts';
import type { WaitsForRoom } from './waits-for-room.ts';

interface Stores {
  readonly outcomes: MethodStore;
  readonly comparisons: Pick<ComparisonStore, 'runsOfOthers'>;
}

export class MethodRuns implements WaitsForRoom {
  readonly #stores: Stores;
  readonly #known = new Map<string, MethodRun>();

  constructor(stores: Stores) {
    this.#stores = stores;
  }
  of(chosen: ChosenMethod, conditions: Conditions): MethodRun {
    const key = runKey(chosen, conditions);
    const run = this.#known.get(key) ?? new MethodRun(chosen, conditions, this.#stores.outcomes);
    this.#known.set(key, run);
    return run;
  }

  get isFull(): boolean {
    return [...this.#known.values()].some(({ kept }) => kept.isFull);
  }
  /** Only what a comparison names: nobody would find the rest. */
  async keepAgain(): Promise<void> {
    const named = await this.#stores.comparisons.runsOfOthers(null);
    for (const run of this.#known.values()) if (named.has(run.key)) await run.kept.keepAgain();
  }
}

/** Each once, in order, without those that are not there. */
export function distinct(runs: readonly (MethodRun | null)[]): MethodRun[] {
  return [...new Set(runs)].filter((run) => run !== null);
}
