/**
 * Plays a recorded run on the Play screen in its own order, as if it were being written. Ends by itself when something
 * else comes on screen. The clock is handed in.
 */
import type { Trace } from '#core/trace/events.ts';
import type { PageState } from './page-state.svelte.ts';

/** Calls `deed` after so many milliseconds; returns what calls it off. */
export type Later = (milliseconds: number, deed: () => void) => () => void;

/** Time to read what was written, before a branch leaves it. */
export const BEFORE_BRANCH_MS = 1600;
export const BEFORE_TOKENS_MS = 40;

export class Replay {
  playing = $state(false);
  readonly #page: Pick<PageState, 'live' | 'view'>;
  readonly #trace: Trace;
  readonly #later: Later;
  #callOff: (() => void) | null = null;

  constructor(page: Pick<PageState, 'live' | 'view'>, trace: Trace, later: Later) {
    this.#page = page;
    this.#trace = trace;
    this.#later = later;
  }

  start(): void {
    this.#callOff?.();
    this.playing = true;
    this.#play(1);
  }

  /** Shows all of it at once, where nothing else has come on screen. */
  skip(): void {
    if (!this.playing) return;
    this.#callOff?.();
    this.playing = false;
    if (this.#isOnScreen()) this.#show(this.#trace.events.length);
  }

  #play(count: number): void {
    this.#show(count);
    const next = this.#trace.events[count];
    if (next === undefined) this.playing = false;
    else
      this.#callOff = this.#later(next.type === 'branch' ? BEFORE_BRANCH_MS : BEFORE_TOKENS_MS, () => {
        if (this.#isOnScreen()) this.#play(count + 1);
        else this.playing = false;
      });
  }

  #isOnScreen(): boolean {
    const { header, recorded } = this.#page.live;
    return recorded && header === this.#trace.header;
  }

  #show(count: number): void {
    const { header, events } = this.#trace;
    const shown = events.slice(0, count);
    this.#page.live.show({ header, events: shown });
    const born = shown.findLast((event) => event.type === 'branch');
    if (born !== undefined) this.#page.view.follow(born.branch, born.at);
  }
}
