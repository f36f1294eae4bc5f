/** What Run is asked for, taken once: it stays the same whatever becomes of the address meanwhile. */
import type { ComparisonStore } from '#storage/comparison-store.ts';
import type { Asked } from './method-batch.ts';
import type { Conditions } from './method-conditions.ts';
import { MethodRecord, comparisonOf } from './method-record.ts';
import type { MethodRuns } from './method-runs.ts';
import type { MethodSetup } from './method-setup.svelte.ts';
import type { Play } from './play.svelte.ts';

interface Parts {
  readonly setup: MethodSetup;
  /** Null without a model or problems. */
  readonly conditions: Conditions | null;
  readonly runs: MethodRuns;
  readonly comparisons: ComparisonStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Null where nothing can be run. */
export function askedOf(play: Play, parts: Parts): Asked | null {
  const { setup, conditions, runs, comparisons, now } = parts;
  const [{ loaded }, { set, items }] = [play.model, setup.problems];
  if (conditions === null || loaded === null || set === null) return null;
  const link = { ...play.link, seed: conditions.seed };
  const able = setup.chosen.filter((one) => setup.misfit(one) === null);
  const isStanding = (): boolean => play.model.loaded === loaded;
  return {
    ...{ conditions, loaded, set, items, able, isStanding },
    watched: (items[play.link.item - 1] ?? items[0])?.id ?? null,
    record: new MethodRecord(comparisonOf({ setup, link, conditions, loaded, able }), comparisons, now),
    runOf: (chosen, under) => runs.of(chosen, under),
    headerOf: ({ method, args }, problem) =>
      play.headerOf(loaded, { problem, link, method: { id: method.id, args } }),
    onLost: (error) => {
      if (isStanding()) play.model.lose(error);
    },
  };
}
