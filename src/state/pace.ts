/** How long a load will still take, from how fast its present stage has gone so far. */
import type { LoadProgress } from '#rpc/protocol.ts';

/** Before that a rate says nothing. */
const FIRST_MS = 700;

export class Pace {
  #stage: LoadProgress['stage'] | null = null;
  #since = 0;
  #from = 0;

  /** Seconds left of this stage; null while nobody can know. @param now milliseconds */
  left({ stage, done, total }: LoadProgress, now: number): number | null {
    if (stage !== this.#stage) {
      this.#stage = stage;
      this.#since = now;
      this.#from = done;
    }
    const gone = now - this.#since;
    if (total === null || done <= this.#from || !(gone >= FIRST_MS)) return null;
    return (((total - done) / (done - this.#from)) * gone) / 1000;
  }
}
