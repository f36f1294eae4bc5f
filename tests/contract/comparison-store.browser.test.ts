import { afterAll, describe, expect, it } from 'vitest';
import { Database } from '#storage/database.ts';
import { DexieComparisonStore } from '#storage/dexie-comparison-store.ts';
import { DexieMethodStore } from '#storage/dexie-method-store.ts';
import { DATABASE_MIGRATIONS } from '#storage/migrations/index.ts';
import { comparison, comparisonStoreContract } from './comparison-store.ts';
import { methodItem } from './method-store.ts';

const opened: Database[] = [];
function kept(database: Database): Database {
  opened.push(database);
  return database;
}
const fresh = (): Database => kept(new Database(`comparison-store-test-${crypto.randomUUID()}`));
afterAll(async () => {
  for (const database of opened) await database.delete();
});

describe('comparisons of methods in IndexedDB', () => {
  comparisonStoreContract(() => {
    const database = fresh();
    return { outcomes: new DexieMethodStore(database), store: new DexieComparisonStore(database) };
  });
  it('come to a database that has outcomes, and count those', async () => {
    const before = kept(new Database(`before-${crypto.randomUUID()}`, DATABASE_MIGRATIONS.slice(0, 3)));
    for (const item of ['1', '2']) {
      const { run, outcome, trace } = methodItem({ item });
      await before.methodOutcomes.put({ run, item, outcome });
      await before.methodTraces.put({ run, item, trace });
    }
    before.close();
    const store = new DexieComparisonStore(kept(new Database(before.name)));
    expect(await store.bytes()).toBe(30);
    await store.keep(comparison());
    expect(await store.list('')).toMatchObject([{ done: 2, bytes: 30 }]);
  });
  it('that cannot go for good leave their outcomes where they were', async () => {
    const database = fresh();
    const store = new DexieComparisonStore(database);
    await new DexieMethodStore(database).save(methodItem());
    await store.keep(comparison());
    database.comparisons.hook('deleting', () => {
      throw new DOMException('gone', 'UnknownError');
    });
    await expect(store.erase('a')).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(await store.list('')).toMatchObject([{ done: 1, bytes: 15 }]);
  });
});
