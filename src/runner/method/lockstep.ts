/**
 * Runs that advance together, one event of each at a time: what they ask of the engine in between comes in the same tick
 * and becomes one batch, and the order of the events depends on the runs alone.
 */
import type { Traced } from '#methods/define.ts';

/** What each gives, in order. Rejects as the first that fails. */
export async function* lockstep<T>(runs: readonly Traced<T>[]): Traced<T[]> {
  const results: T[] = [];
  let open = runs.map((run, i) => ({ run, i }));
  while (open.length > 0) {
    const steps = await Promise.allSettled(open.map(({ run }) => run.next()));
    const still: typeof open = [];
    for (const [k, step] of steps.entries()) {
      const one = open[k] as (typeof open)[number];
      if (step.status === 'rejected') throw step.reason;
      if (step.value.done) results[one.i] = step.value.value;
      else {
        still.push(one);
        yield step.value.value;
      }
    }
    open = still;
  }
  return results;
}
