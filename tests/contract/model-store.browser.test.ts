import { afterAll, describe, expect, it } from 'vitest';
import { Database } from '#storage/database.ts';
import { DexieModelStore } from '#storage/dexie-model-store.ts';
import { DexieRunStore } from '#storage/dexie-run-store.ts';
import { DATABASE_MIGRATIONS } from '#storage/migrations/index.ts';
import { modelStoreContract, ownModel } from './model-store.ts';
import { storedRun } from './run-store.ts';

const opened: Database[] = [];
function kept(database: Database): Database {
  opened.push(database);
  return database;
}
const fresh = (): Database => kept(new Database(`model-store-test-${crypto.randomUUID()}`));
afterAll(async () => {
  for (const database of opened) await database.delete();
});

describe('own models in IndexedDB', () => {
  modelStoreContract(() => new DexieModelStore(fresh()));
  it('come to a database that held runs alone, and leave those as they are', async () => {
    const before = kept(new Database(`before-${crypto.randomUUID()}`, DATABASE_MIGRATIONS.slice(0, 1)));
    await new DexieRunStore(before, null).save(storedRun());
    before.close();
    const now = kept(new Database(before.name));
    await new DexieModelStore(now).save(ownModel());
    expect(await new DexieRunStore(now, null).get('a')).toEqual(storedRun());
    expect(await new DexieModelStore(now).get('own-a')).toEqual(ownModel());
  });
  it('that cannot be written leave what was kept before, and say so', async () => {
    const database = fresh();
    const store = new DexieModelStore(database);
    await store.save(ownModel());
    const full = (): never => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    database.models.hook('creating', full);
    database.models.hook('updating', full);
    const bigger = ownModel({ file: Uint8Array.of(1, 2, 3, 4, 5), name: 'Other' });
    await expect(store.save(bigger)).rejects.toMatchObject({ code: 'storage-full' });
    expect(await store.get('own-a')).toEqual(ownModel());
  });
});
