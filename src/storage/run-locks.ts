/** Who writes a run: one tab at a time, told by the Web Locks of the origin. */
export interface RunLocks {
  /** Returns what gives the run back, or null while another tab holds it. */
  hold(id: string): Promise<(() => void) | null>;
}

/** A tab that is being reloaded gives its locks back a moment after the new page asks. */
const PATIENCE_MS = 400;

/**
 * A lock ends with its tab, also when that crashes.
 * @param locks navigator.locks; where there are none, every tab may write and the last write wins.
 */
export function webRunLocks(locks: LockManager | null): RunLocks {
  if (locks === null) return { hold: () => Promise.resolve(() => {}) };
  return {
    hold: (id) =>
      new Promise((resolve) => {
        const held = (): Promise<void> => new Promise((release) => resolve(() => release()));
        const signal = AbortSignal.timeout(PATIENCE_MS);
        locks.request(`second-thought run ${id}`, { signal }, held).catch(() => resolve(null));
      }),
  };
}
