/** What a run cost: the difference of two engine reports and of two times. */
import type { TraceCost } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';

export class CostMeter {
  readonly #engine: Engine;
  readonly #now: () => number;
  readonly #start: { readonly computed: number; readonly reused: number; readonly time: number };

  constructor(engine: Engine, now: () => number) {
    const { computedTokens, reusedTokens } = engine.cost();
    this.#engine = engine;
    this.#now = now;
    this.#start = { computed: computedTokens, reused: reusedTokens, time: now() };
  }
  /** Since creation. */
  read(generated: number, forced: number): TraceCost {
    const { computedTokens, reusedTokens } = this.#engine.cost();
    return {
      generated,
      forced,
      computed: computedTokens - this.#start.computed,
      reused: reusedTokens - this.#start.reused,
      milliseconds: this.#now() - this.#start.time,
    };
  }
}
