/**
 * What is read on the Methods screen: a column a method with what it has finished, what stands beside the columns, the
 * figures, and the problem that is looked at. It runs nothing (method-lab.svelte.ts does).
 */
import { comparedMethod } from '#scoring/methods/compared-method.ts';
import type { BaselinePool, ComparedMethod } from '#scoring/methods/compared-method.ts';
import { inOrder } from '#scoring/methods/item-outcome.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import type { ComparisonStore } from '#storage/comparison-store.ts';
import type { MethodStore } from '#storage/method-store.ts';
import type { Item } from '#tasks/items/item.ts';
import { alignRows } from './compare-rows.ts';
import type { AlignedRow } from './compare-rows.ts';
import {
  GREEDY,
  baselinePool,
  greedyAnswers,
  poolLack,
  poolMethod,
  temperatureOf,
} from './method-baselines.ts';
import type { ChosenMethod } from './method-choice.ts';
import { unlimited } from './method-conditions.ts';
import type { Conditions } from './method-conditions.ts';
import type { MethodRun } from './method-run.svelte.ts';
import { MethodRuns, distinct } from './method-runs.ts';
import { MethodSetup } from './method-setup.svelte.ts';
import type { Play } from './play.svelte.ts';
import { scaleFor } from './signals.ts';
import type { SignalScale } from './signals.ts';

export interface MethodColumn {
  readonly chosen: ChosenMethod;
  /** Null while no model is loaded, or there are no problems. */
  readonly run: MethodRun | null;
  /** Why it cannot run on this model; null when it can. */
  readonly misfit: string | null;
  /** Finished problems, in order. */
  readonly outcomes: readonly ItemOutcome[];
}

export interface MethodLabParts {
  readonly outcomes: MethodStore;
  readonly comparisons: ComparisonStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class MethodBoard {
  readonly setup: MethodSetup;
  /** Ends what the methods are at; null while they rest. */
  running = $state.raw<AbortController | null>(null);
  /** What just happened, for the status line. */
  said = $state('');
  protected readonly play: Play;
  protected readonly parts: MethodLabParts;
  protected readonly known: MethodRuns;

  constructor(play: Play, parts: MethodLabParts) {
    this.play = play;
    this.parts = parts;
    this.known = new MethodRuns(parts);
    play.waits = this.known;
    this.setup = new MethodSetup(play, parts.outcomes, {
      say: (words) => this.say(words),
      locked: () => (this.running === null ? null : 'The methods are at work. Stop them first.'),
    });
  }

  get items(): readonly Item[] {
    return this.setup.problems.items;
  }
  protected readonly conditions: Conditions | null = $derived.by(() => {
    const { info } = this.play.model;
    const { problems } = this.setup;
    if (info === null || problems.issue !== null) return null;
    return {
      model: { sha256: info.model.sha256, backend: info.backend },
      ...{ problems: problems.identity, seed: this.play.link.chance, budget: this.setup.limits },
      answerTokens: null,
    };
  });
  /** Apart from what reads them: a run that is born here would not be followed by this very derivation. */
  #chosenRuns: readonly (MethodRun | null)[] = $derived.by(() =>
    this.setup.chosen.map((chosen) => this.#current(chosen, this.conditions)),
  );
  columns: readonly MethodColumn[] = $derived.by(() =>
    this.setup.chosen.map((chosen, i) => {
      const run = this.#chosenRuns[i] ?? null;
      const outcomes = run === null ? [] : inOrder(this.items, run.outcomes.values());
      return { chosen, run, misfit: this.setup.misfit(chosen), outcomes };
    }),
  );
  /** Of the baselines. */
  #free: Conditions | null = $derived.by(() => this.conditions && unlimited(this.conditions));
  /** The greedy answers; null without a model. */
  greedy: MethodRun | null = $derived.by(() => this.#current(GREEDY, this.#free));
  /** The samples that stand beside each column; null while it is not known how many, and where none are drawn. */
  #pools: readonly (MethodRun | null)[] = $derived.by(() => {
    if (poolLack(this.play.model.info?.lacks) !== null) return this.columns.map(() => null);
    const { greedy, items } = this;
    const compared = this.columns.flatMap(({ run, outcomes, misfit }) =>
      run === null || misfit !== null ? [] : [{ run, outcomes }],
    );
    return this.columns.map(({ chosen }) => {
      const runOf = (pool: ChosenMethod) => this.#current(pool, this.#free);
      const method = greedy && poolMethod(temperatureOf(chosen), compared, { greedy, items, runOf });
      return method && runOf(method);
    });
  });
  /** By column; null where nothing is finished. */
  pools: readonly (BaselinePool | null)[] = $derived.by(() =>
    this.columns.map(({ outcomes }, i) => {
      const [samples, { greedy }] = [this.#pools[i] ?? null, this];
      return samples && greedy && outcomes.length > 0 ? baselinePool(samples, greedy, outcomes) : null;
    }),
  );
  /** By column; null where nothing is finished. */
  compared: readonly (ComparedMethod | null)[] = $derived.by(() =>
    this.columns.map(({ outcomes }, i) => {
      if (outcomes.length === 0) return null;
      const problems = outcomes.map(({ item }) => ({ id: item }));
      const greedy = this.greedy && greedyAnswers(this.greedy, problems);
      return comparedMethod({ outcomes, pool: this.pools[i] ?? null, greedy, seed: this.play.link.chance });
    }),
  );
  /** All runs that this comparison needs, as far as they are known. */
  runs: readonly MethodRun[] = $derived.by(() => {
    const all = [this.greedy, ...this.columns.map(({ run }) => run), ...this.#pools];
    return distinct(all);
  });
  /** Those of them that have no column: greedy answers and samples. */
  beside: readonly MethodRun[] = $derived.by(() =>
    this.runs.filter((run) => !this.columns.some((column) => column.run === run)),
  );

  /** The problem that is looked at. */
  item: Item | null = $derived.by(() => this.items[this.play.link.item - 1] ?? null);
  rows: readonly AlignedRow[] = $derived.by(() =>
    alignRows(this.columns.map(({ run }) => run?.shown?.view.rows ?? [])),
  );
  scale: SignalScale = $derived.by(() =>
    scaleFor(
      this.play.link.signal,
      this.columns.flatMap(({ run }) => run?.shown?.view.tokens ?? []),
    ),
  );

  say(words: string): void {
    this.said = words;
  }

  #current(chosen: ChosenMethod, conditions: Conditions | null): MethodRun | null {
    return conditions === null ? null : this.known.of(chosen, conditions);
  }
}
