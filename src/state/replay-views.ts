/**
 * What each position of a replay shows, folded on from the nearest view that is known: the one shown last when going
 * forward, else a view kept every few hundred tokens. Pure but for what it remembers.
 */
import { EMPTY_VIEW, appendEvents } from '#core/trace/fold.ts';
import type { TraceView } from '#core/trace/fold.ts';
import type { ReplayCuts } from './replay-cuts.ts';

/** Tokens between two kept views: going back folds at most so many again. */
const KEPT_EVERY = 256;

interface Known {
  readonly position: number;
  readonly view: TraceView;
}

export class ReplayViews {
  readonly #cuts: ReplayCuts;
  /** At index i: the view at position i × KEPT_EVERY, as far as was folded. */
  readonly #kept: TraceView[] = [EMPTY_VIEW];
  #last: Known = { position: 0, view: EMPTY_VIEW };

  constructor(cuts: ReplayCuts) {
    this.#cuts = cuts;
  }

  at(position: number): TraceView {
    let known = this.#nearest(position);
    while (known.position < position) {
      const next = Math.min(position, (Math.floor(known.position / KEPT_EVERY) + 1) * KEPT_EVERY);
      known = { position: next, view: appendEvents(known.view, this.#cuts.between(known.position, next)) };
      if (next % KEPT_EVERY === 0) this.#kept[next / KEPT_EVERY] ??= known.view;
    }
    this.#last = known;
    return known.view;
  }

  #nearest(position: number): Known {
    const index = Math.min(Math.floor(position / KEPT_EVERY), this.#kept.length - 1);
    const kept = { position: index * KEPT_EVERY, view: this.#kept[index] ?? EMPTY_VIEW };
    const { position: last } = this.#last;
    return last <= position && last >= kept.position ? this.#last : kept;
  }
}
