/**
 * The Methods screen's state: up to four methods on the same problems, with the page's model. All of what is asked stands
 * in the address, so that the link is the comparison; what is finished is kept problem by problem (method-run.svelte.ts).
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
import { GREEDY, baselinePool, greedyAnswers, poolMethod, temperatureOf } from './method-baselines.ts';
import { runAll } from './method-batch.ts';
import type { Asked } from './method-batch.ts';
import type { ChosenMethod } from './method-choice.ts';
import type { Conditions } from './method-conditions.ts';
import { MethodRecord, comparisonOf } from './method-record.ts';
import type { MethodRun } from './method-run.svelte.ts';
import { MethodRuns, distinct } from './method-runs.ts';
import { MethodSetup } from './method-setup.svelte.ts';
import type { Play } from './play.svelte.ts';
import { openTrace } from './runs-open.ts';
import { scaleFor } from './signals.ts';
import type { SignalScale } from './signals.ts';

const AT_WORK = 'Methods are being compared. Stop them first, under Compare.';

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

export class MethodLab {
  readonly setup: MethodSetup;
  /** Ends what the methods are at; null while they rest. */
  running = $state.raw<AbortController | null>(null);
  /** What just happened, for the status line. */
  said = $state('');
  readonly #play: Play;
  readonly #parts: MethodLabParts;
  readonly #runs: MethodRuns;

  constructor(play: Play, parts: MethodLabParts) {
    this.#play = play;
    this.#parts = parts;
    this.#runs = new MethodRuns(parts.outcomes);
    this.setup = new MethodSetup(play, parts.outcomes, {
      say: (words) => this.say(words),
      locked: () => (this.running === null ? null : 'The methods are at work. Stop them first.'),
    });
  }

  get items(): readonly Item[] {
    return this.setup.problems.items;
  }
  #conditions: Conditions | null = $derived.by(() => {
    const { info } = this.#play.model;
    const { problems } = this.setup;
    if (info === null || problems.issue !== null) return null;
    return {
      model: { sha256: info.model.sha256, backend: info.backend },
      ...{ problems: problems.identity, seed: this.#play.link.chance, budget: this.setup.limits },
      answerTokens: null,
    };
  });
  /** Apart from what reads them: a run that is born here would not be followed by this very derivation. */
  #chosenRuns: readonly (MethodRun | null)[] = $derived.by(() =>
    this.setup.chosen.map((chosen) => this.#current(chosen)),
  );
  columns: readonly MethodColumn[] = $derived.by(() =>
    this.setup.chosen.map((chosen, i) => {
      const run = this.#chosenRuns[i] ?? null;
      const outcomes = run === null ? [] : inOrder(this.items, run.outcomes.values());
      return { chosen, run, misfit: this.setup.misfit(chosen.method), outcomes };
    }),
  );
  /** The greedy answers; null without a model. */
  greedy: MethodRun | null = $derived.by(() => this.#current(GREEDY));
  /** The samples that stand beside each column; null while it is not known how many. */
  #pools: readonly (MethodRun | null)[] = $derived.by(() => {
    const { greedy, items } = this;
    const compared = this.columns.flatMap(({ run, outcomes, misfit }) =>
      run === null || misfit !== null ? [] : [{ run, outcomes }],
    );
    return this.columns.map(({ chosen }) => {
      const method = greedy && poolMethod(temperatureOf(chosen), compared, { greedy, items });
      return method && this.#current(method);
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
      return comparedMethod({ outcomes, pool: this.pools[i] ?? null, greedy, seed: this.#play.link.chance });
    }),
  );
  /** All runs that this comparison needs, as far as they are known. */
  runs: readonly MethodRun[] = $derived.by(() => {
    const all = [this.greedy, ...this.columns.map(({ run }) => run), ...this.#pools];
    return distinct(all);
  });

  /** The problem that is looked at. */
  item: Item | null = $derived.by(() => this.items[this.#play.link.item - 1] ?? null);
  rows: readonly AlignedRow[] = $derived.by(() =>
    alignRows(this.columns.map(({ run }) => run?.shown?.view.rows ?? [])),
  );
  scale: SignalScale = $derived.by(() =>
    scaleFor(
      this.#play.link.signal,
      this.columns.flatMap(({ run }) => run?.shown?.view.tokens ?? []),
    ),
  );

  /** Why Run cannot act; null when it can. */
  reason: string | null = $derived.by(() => {
    const { model, running } = this.#play;
    if (this.running !== null) return 'The methods are at work. Stop them first.';
    if (running !== null) return 'The model is writing in Play. Stop it there first.';
    if (model.loaded === null) return model.advice;
    const { issue } = this.setup;
    if (issue !== null) return issue;
    const misfits = this.columns.map(({ misfit }) => misfit);
    return misfits.includes(null) ? null : (misfits[0] ?? null);
  });

  /** The address was read anew. */
  async follow(): Promise<void> {
    const { linkProblems } = this.setup;
    if (linkProblems.length > 0) this.say(linkProblems.join(' '));
    await this.setup.problems.follow();
  }

  async run(): Promise<void> {
    const asked = this.#asked();
    if (this.reason !== null || asked === null) return this.say(this.reason ?? '');
    if (this.#play.link.item === 0) this.#play.set({ item: 1 });
    const stop = new AbortController();
    this.running = stop;
    this.#play.elsewhere = AT_WORK;
    this.say('The methods are at work. Esc stops them; what is finished is kept.');
    const isDone = await runAll(asked, stop.signal);
    this.running = null;
    this.#play.elsewhere = null;
    if (!asked.isStanding()) this.say('The model is gone, so the methods stopped. What is finished is kept.');
    else if (stop.signal.aborted) this.say('Stopped. What is finished is kept, and Run goes on from there.');
    else if (!isDone) this.say('Not everything could be run. Each method says why.');
    else if (this.runs.some(({ unkept }) => unkept !== null)) this.say('All methods are done.');
    else this.say('All methods are done. The comparison is kept, under Runs.');
  }
  stop(): void {
    if (this.running === null) return;
    this.running.abort();
    this.say('Stopping at the next token.');
  }
  say(words: string): void {
    this.said = words;
  }
  /** Throws away what is finished of this comparison, so that Run begins anew. */
  async forget(): Promise<void> {
    await Promise.all(this.runs.map((run) => run.forget()));
    this.say('What was finished of this comparison is thrown away.');
  }
  /** @param number of the problem, from 1; 0 for none */
  look(number: number): void {
    this.#play.set({ item: number });
  }

  /** Puts a method's trace of the problem that is looked at on the Play screen; false, with the reason said, while it cannot. */
  openInPlay({ run }: MethodColumn): boolean {
    const trace = run?.shown?.trace ?? null;
    const { fixed, running } = this.#play;
    const isWriting = running === null ? null : 'The model is writing in Play. Stop it there first.';
    const issue =
      trace === null ? 'There is nothing written yet. Press Run first.' : (fixed.problem ?? isWriting);
    if (issue !== null || trace === null) this.say(issue ?? '');
    return issue === null && trace !== null && openTrace(this.#play, trace);
  }

  #asked(): Asked | null {
    const [conditions, { loaded }, { set }] = [this.#conditions, this.#play.model, this.setup.problems];
    if (conditions === null || loaded === null || set === null) return null;
    const link = { ...this.#play.link, seed: conditions.seed };
    const { setup } = this;
    const able = setup.chosen.filter(({ method }) => setup.misfit(method) === null);
    const subject = comparisonOf({ setup, link, conditions, loaded, able });
    const record = new MethodRecord(subject, this.#parts.comparisons, this.#parts.now);
    return {
      ...{ conditions, loaded, set, items: this.items, watched: this.item?.id ?? this.items[0]?.id ?? null },
      able,
      begin: (run) => record.add(run),
      runOf: (chosen) => this.#runs.of(chosen, conditions),
      headerOf: ({ method, args }, problem) =>
        this.#play.headerOf(loaded, { problem, link, method: { id: method.id, args } }),
      isStanding: () => this.#play.model.loaded === loaded,
    };
  }
  #current(chosen: ChosenMethod): MethodRun | null {
    return this.#conditions === null ? null : this.#runs.of(chosen, this.#conditions);
  }
}
