import { afterAll, describe, expect, it } from 'vitest';
import { Database } from '#storage/database.ts';
import { DexieRunStore } from '#storage/dexie-run-store.ts';
import { DATABASE_MIGRATIONS } from '#storage/migrations/index.ts';
import { webRunLocks } from '#storage/run-locks.ts';
import { runStoreContract, storedRun } from './run-store.ts';

const opened: Database[] = [];
function fresh(): Database {
  const database = new Database(`run-store-test-${crypto.randomUUID()}`);
  opened.push(database);
  return database;
}
afterAll(async () => {
  for (const database of opened) await database.delete();
});

describe('runs in IndexedDB', () => {
  runStoreContract(() => Promise.resolve(new DexieRunStore(fresh(), navigator.storage)));
  it('are there after the database was closed and opened again', async () => {
    const database = fresh();
    await new DexieRunStore(database, null).save(storedRun());
    database.close();
    const again = new Database(database.name);
    opened.push(again);
    expect(await new DexieRunStore(again, null).get('a')).toEqual(storedRun());
    expect(again.verno).toBe(DATABASE_MIGRATIONS.length);
  });
  it('that cannot be written leave what was kept before, and say so', async () => {
    const database = fresh();
    const store = new DexieRunStore(database, null);
    await store.save(storedRun());
    database.runs.hook('creating', () => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    database.runs.hook('updating', () => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const trace = Uint8Array.of(1);
    await expect(store.save(storedRun({ branches: 9, trace }))).rejects.toMatchObject({
      code: 'storage-full',
    });
    expect(await store.get('a')).toEqual(storedRun());
  });
});

describe('locks', () => {
  it('let one hold a run, and the next when it is given back', async () => {
    const locks = webRunLocks(navigator.locks);
    const release = await locks.hold('x');
    expect(release).not.toBeNull();
    expect(await locks.hold('x')).toBeNull();
    (await locks.hold('y'))?.();
    release?.();
    const next = await locks.hold('x');
    expect(next).not.toBeNull();
    next?.();
  });
});
