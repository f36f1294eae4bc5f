/** For unit tests of replays: a clock that stands still until it is told. */
import type { Playback } from './replay.svelte.ts';

export class HandClock implements Playback {
  #now = 0;
  #waiting: { readonly milliseconds: number; readonly deed: () => void } | null = null;
  readonly #calm: boolean;

  constructor({ calm = false }: { calm?: boolean } = {}) {
    this.#calm = calm;
  }
  now = (): number => this.#now;
  reducedMotion = (): boolean => this.#calm;
  later = (milliseconds: number, deed: () => void): (() => void) => {
    const entry = { milliseconds, deed };
    this.#waiting = entry;
    return () => {
      if (this.#waiting === entry) this.#waiting = null;
    };
  };
  /** How long what is due next still waits; null when nothing is due. */
  get waits(): number | null {
    return this.#waiting?.milliseconds ?? null;
  }
  /** Time passes until what is due, and so many milliseconds more. */
  tick(late = 0): void {
    if (this.#waiting === null) return;
    const { milliseconds, deed } = this.#waiting;
    this.#now += milliseconds + late;
    this.#waiting = null;
    deed();
  }
}
