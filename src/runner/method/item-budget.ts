/** What a method may spend on one problem, and what it has spent. */
import type { Budget } from '#methods/define.ts';
import type { TokenEvent } from '#core/trace/events.ts';
import type { TokenRules } from '../request.ts';

/** Null: no limit. */
export interface BudgetLimits {
  /** Tokens that the model writes. */
  readonly tokens: number | null;
  /** Answers, readings and scorings. */
  readonly calls: number | null;
  readonly seconds: number | null;
}

export class ItemBudget implements Budget {
  readonly #limits: BudgetLimits;
  readonly #now: () => number;
  readonly #start: number;
  #written = 0;
  #asked = 0;
  #isShort = false;

  /** @param now milliseconds */
  constructor(limits: BudgetLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
    this.#start = now();
  }
  get tokens(): number {
    return (this.#limits.tokens ?? Infinity) - this.#written;
  }
  get calls(): number {
    return (this.#limits.calls ?? Infinity) - this.#asked;
  }
  get seconds(): number {
    return (this.#limits.seconds ?? Infinity) - this.elapsed;
  }
  get elapsed(): number {
    return (this.#now() - this.#start) / 1000;
  }
  get asked(): number {
    return this.#asked;
  }
  get isSpent(): boolean {
    return this.tokens <= 0 || this.calls <= 0 || this.seconds <= 0;
  }
  /** It would have been used beyond its end: what came of it is not what the method would have made. */
  get isShort(): boolean {
    return this.#isShort;
  }
  /** Something was left undone for it. Gives false. */
  refuse(): false {
    this.#isShort = true;
    return false;
  }
  /** False: not so many may be asked for any more, and none is. */
  ask(calls: number): boolean {
    if (this.isSpent || this.calls < calls) return this.refuse();
    this.#asked += calls;
    return true;
  }
  /** The rules under which one answer is written. */
  rules(stopsAfter: (token: TokenEvent) => boolean): TokenRules {
    return {
      take: () => {
        if (this.tokens <= 0 || this.seconds <= 0) return this.refuse();
        this.#written += 1;
        return true;
      },
      release: () => void (this.#written -= 1),
      stopsAfter,
    };
  }
}
