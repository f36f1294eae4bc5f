/** What a method's run on one problem shares: the engine, what is spent, what is numbered. */
import { AppError } from '#core/app-error.ts';
import type { Execution, Run } from '#core/execution.ts';
import type { Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import type { Given } from '#tasks/items/given.ts';
import { judgedText } from '#tasks/items/item.ts';
import type { Item, Judgement } from '#tasks/items/item.ts';
import { sampleSeed } from '../sample-answers.ts';
import { ItemBudget } from './item-budget.ts';
import type { BudgetLimits } from './item-budget.ts';
import { ItemCostMeter } from './item-cost.ts';
import { sharingEngine } from './sharing-engine.ts';

/** As `Run`; rejects 'aborted' when stopped. */
export type Execute = (program: string, signal?: AbortSignal) => Promise<Execution>;

export interface ItemSettings {
  /** Of the whole run; chance for a problem comes from it and the problem's id. */
  readonly seed: number;
  /** Of each problem. */
  readonly budget: BudgetLimits;
  /** Most tokens of one answer. */
  readonly answerTokens: number;
  /** Candidates kept for each token. */
  readonly topK: number;
  readonly signal?: AbortSignal | undefined;
  /** Where programs that a model wrote are run; left out, none are. */
  readonly execute?: Execute | undefined;
  /** Told of each event of each problem as it is made. */
  readonly watch?: (item: string, event: TraceEvent) => void;
  /** Milliseconds; always 0 where the same command must give the same bytes. */
  readonly now: () => number;
}

export class ItemState {
  readonly engine: Engine;
  readonly item: Item;
  readonly budget: ItemBudget;
  readonly cost = new ItemCostMeter();
  readonly rng: Rng;
  readonly answerTokens: number;
  readonly topK: number;
  readonly signal: AbortSignal | undefined;
  readonly execute: Execute | undefined;
  readonly now: () => number;
  nextBranch = 0;
  usedGold = false;
  /** What of an answer came with the problem and was made use of. */
  usedGiven: Given['kind'] | null = null;
  readonly #seed: number;
  readonly #prompts = new Map<readonly Message[], Tokens>();
  readonly #judgements = new Map<string, Promise<Judgement>>();
  #samples = 0;

  constructor(engine: Engine, item: Item, settings: ItemSettings) {
    const { seed, budget, answerTokens, topK, signal, execute, now } = settings;
    const rng = createRng(seed).fork(item.id);
    this.engine = sharingEngine(engine);
    this.item = item;
    this.budget = new ItemBudget(budget, now);
    this.rng = rng.fork('method');
    this.#seed = rng.int(2 ** 31);
    this.answerTokens = answerTokens;
    this.topK = topK;
    this.signal = signal;
    this.execute = execute;
    this.now = now;
  }
  /** Whoever asks does less for it. */
  get over(): 'aborted' | 'budget' | null {
    if (this.signal?.aborted) return 'aborted';
    if (!this.budget.isSpent) return null;
    this.budget.refuse();
    return 'budget';
  }
  /** Each text once: judging may run a program. What a stop cuts short counts as wrong, and the whole run as stopped. */
  judge(text: string): Promise<Judgement> {
    const known = this.#judgements.get(text);
    if (known !== undefined) return known;
    const { execute, signal } = this;
    const run: Run | undefined = execute && ((program) => execute(program, signal));
    const judgement = judgedText(this.item, text, run).catch(wrongWhenStopped);
    this.#judgements.set(text, judgement);
    return judgement;
  }
  /** Sample k of a problem has the same seed in every method. */
  nextSeed(): number {
    return sampleSeed(this.#seed, this.#samples++);
  }
  promptOf(messages: readonly Message[]): Tokens {
    const known = this.#prompts.get(messages);
    if (known !== undefined) return known;
    const tokens = this.engine.tokenizer.chat(messages);
    this.#prompts.set(messages, tokens);
    return tokens;
  }
}

function wrongWhenStopped(thrown: unknown): Judgement {
  if (AppError.from(thrown).code === 'aborted') return { right: false };
  throw thrown;
}
