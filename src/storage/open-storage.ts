/** The browser's own storage, as the page is given it. */
import { Database } from './database.ts';
import { DexieRunStore } from './dexie-run-store.ts';
import { webRunLocks } from './run-locks.ts';
import type { RunLocks } from './run-locks.ts';
import type { RunStore } from './run-store.ts';

export function openStorage(browser: Navigator): { store: RunStore; locks: RunLocks } {
  const storage = 'storage' in browser ? browser.storage : null;
  const locks = 'locks' in browser ? browser.locks : null;
  return {
    store: new DexieRunStore(new Database('second-thought'), storage),
    locks: webRunLocks(locks),
  };
}
