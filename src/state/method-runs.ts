/** The runs that were asked for on this page: the same method under the same conditions is the same run. */
import type { MethodStore } from '#storage/method-store.ts';
import type { ChosenMethod } from './method-choice.ts';
import { runKey } from './method-conditions.ts';
import type { Conditions } from './method-conditions.ts';
import { MethodRun } from './method-run.svelte.ts';

export class MethodRuns {
  readonly #store: MethodStore;
  readonly #known = new Map<string, MethodRun>();

  constructor(store: MethodStore) {
    this.#store = store;
  }
  of(chosen: ChosenMethod, conditions: Conditions): MethodRun {
    const key = runKey(chosen, conditions);
    const run = this.#known.get(key) ?? new MethodRun(chosen, key, this.#store);
    this.#known.set(key, run);
    return run;
  }
}

/** Each once, in order, without those that are not there. */
export function distinct(runs: readonly (MethodRun | null)[]): MethodRun[] {
  return [...new Set(runs)].filter((run) => run !== null);
}
