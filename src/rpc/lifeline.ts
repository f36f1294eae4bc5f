/**
 * How the page learns that the worker is gone. A worker that crashes or is ended by the browser need not fire 'error';
 * but its Web Locks are given back. So the worker holds one for as long as it lives, and the page waits for it.
 */

/** Worker side: settles with the name of the lock once it is held; '' where there are no locks. */
export function holdLifeline(): Promise<string> {
  if (!('locks' in navigator)) return Promise.resolve('');
  const name = `second-thought engine ${crypto.randomUUID()}`;
  return new Promise((resolve, reject) => {
    const forever = (): Promise<never> => {
      resolve(name);
      return new Promise<never>(() => {});
    };
    navigator.locks.request(name, forever).catch(reject);
  });
}

/** Page side: settles when whoever holds the lock is gone; never for ''. */
export function watchLifeline(name: string): Promise<void> {
  return name === '' ? new Promise(() => {}) : navigator.locks.request(name, () => {});
}
