/** The browser's own storage, as the page is given it. */
import type { ComparisonStore } from './comparison-store.ts';
import { Database } from './database.ts';
import { DexieComparisonStore } from './dexie-comparison-store.ts';
import { DexieMethodStore } from './dexie-method-store.ts';
import { DexieModelStore } from './dexie-model-store.ts';
import { DexieRunStore } from './dexie-run-store.ts';
import type { MethodStore } from './method-store.ts';
import type { ModelStore } from './model-store.ts';
import { webRunLocks } from './run-locks.ts';
import type { RunLocks } from './run-locks.ts';
import type { RunStore } from './run-store.ts';

export interface BrowserStorage {
  readonly store: RunStore;
  readonly locks: RunLocks;
  readonly models: ModelStore;
  readonly methods: MethodStore;
  readonly comparisons: ComparisonStore;
}

export function openStorage(browser: Navigator): BrowserStorage {
  const storage = 'storage' in browser ? browser.storage : null;
  const locks = 'locks' in browser ? browser.locks : null;
  const database = new Database('second-thought');
  return {
    store: new DexieRunStore(database, storage),
    locks: webRunLocks(locks),
    models: new DexieModelStore(database),
    methods: new DexieMethodStore(database),
    comparisons: new DexieComparisonStore(database),
  };
}
