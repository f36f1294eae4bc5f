import { afterAll, describe, expect, it } from 'vitest';
import { Database } from '#storage/database.ts';
import { DexieMethodStore } from '#storage/dexie-method-store.ts';
import { DexieRunStore } from '#storage/dexie-run-store.ts';
import { DATABASE_MIGRATIONS } from '#storage/migrations/index.ts';
import { methodItem, methodStoreContract } from './method-store.ts';
import { storedRun } from './run-store.ts';

const opened: Database[] = [];
function kept(database: Database): Database {
  opened.push(database);
  return database;
}
const fresh = (): Database => kept(new Database(`method-store-test-${crypto.randomUUID()}`));
afterAll(async () => {
  for (const database of opened) await database.delete();
});

describe('outcomes of methods in IndexedDB', () => {
  methodStoreContract(() => new DexieMethodStore(fresh()));
  it('come to a database without them, and leave the runs there as they are', async () => {
    const before = kept(new Database(`before-${crypto.randomUUID()}`, DATABASE_MIGRATIONS.slice(0, 2)));
    await new DexieRunStore(before, null).save(storedRun());
    before.close();
    const now = kept(new Database(before.name));
    await new DexieMethodStore(now).save(methodItem());
    expect(await new DexieRunStore(now, null).get('a')).toEqual(storedRun());
    expect(await new DexieMethodStore(now).outcomes('r')).toEqual([methodItem().outcome]);
  });
  it('that cannot be written leave what was kept before, and say so', async () => {
    const database = fresh();
    const store = new DexieMethodStore(database);
    await store.save(methodItem());
    const full = (): never => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    database.methodOutcomes.hook('creating', full);
    database.methodOutcomes.hook('updating', full);
    const other = methodItem({ outcome: 'other', trace: Uint8Array.of(5) });
    await expect(store.save(other)).rejects.toMatchObject({ code: 'storage-full' });
    expect(await store.trace('r', '1')).toEqual(methodItem().trace);
  });
});
