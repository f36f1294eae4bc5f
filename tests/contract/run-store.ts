/** What every home of runs owes its callers. */
import { expect, it } from 'vitest';
import type { RunStore, StoredRun } from '#storage/run-store.ts';

export function storedRun(change: Partial<StoredRun> = {}): StoredRun {
  const trace = change.trace ?? new TextEncoder().encode('{"events":[]}');
  return {
    id: 'a',
    createdAt: 1000,
    updatedAt: 2000,
    title: 'Eva has 10 pens',
    problem: 'Eva has 10 pens and buys 3 more.',
    model: 'organism-wait',
    sha256: 'feed',
    branches: 2,
    preview: { certainty: [3.1, 5.9], answers: [{ value: '28', verdict: 'wrong' }] },
    bytes: trace.length,
    trace,
    ...change,
  };
}
const ids = async (store: RunStore, query = ''): Promise<string[]> =>
  (await store.list(query)).map(({ id }) => id);

/** @param open gives an empty store. */
export function runStoreContract(open: () => Promise<RunStore>): void {
  it('gives back what it was given, to the byte', async () => {
    const store = await open();
    const run = storedRun({ trace: Uint8Array.from({ length: 70_000 }, (_, i) => i % 251) });
    await store.save(run);
    expect(await store.get('a')).toEqual(run);
    expect(await store.get('b')).toBeNull();
  });
  it('keeps the bytes it was given, whatever becomes of the caller’s', async () => {
    const store = await open();
    const trace = Uint8Array.of(1, 2, 3);
    await store.save(storedRun({ trace }));
    trace[0] = 9;
    expect((await store.get('a'))?.trace).toEqual(Uint8Array.of(1, 2, 3));
  });
  it('lists newest first and without traces', async () => {
    const store = await open();
    await store.save(storedRun({ id: 'old', updatedAt: 1 }));
    await store.save(storedRun({ id: 'new', updatedAt: 3 }));
    await store.save(storedRun({ id: 'mid', updatedAt: 2 }));
    expect(await ids(store)).toEqual(['new', 'mid', 'old']);
    const { trace: _, ...summary } = storedRun({ id: 'new', updatedAt: 3 });
    expect((await store.list(''))[0]).toEqual(summary);
  });
  it('replaces a run that is saved again', async () => {
    const store = await open();
    await store.save(storedRun());
    await store.save(storedRun({ branches: 3, updatedAt: 5 }));
    expect(await store.list('')).toMatchObject([{ id: 'a', branches: 3, updatedAt: 5 }]);
  });
  it('finds by every word in title, problem or model, in either case', async () => {
    const store = await open();
    await store.save(storedRun({ id: 'pens' }));
    await store.save(storedRun({ id: 'cards', title: 'Cards', problem: 'Tom, 7 cards', model: 'SmolLM2' }));
    expect(await ids(store, 'EVA  wait')).toEqual(['pens']);
    expect(await ids(store, 'smol card')).toEqual(['cards']);
    expect(await ids(store, 'smol pens')).toEqual([]);
    expect((await ids(store, '  ')).sort()).toEqual(['cards', 'pens']);
  });
  it('keeps the name that a run was given, whatever is saved after it', async () => {
    const store = await open();
    await store.save(storedRun());
    await Promise.all([store.rename('a', 'For the lecture'), store.save(storedRun({ branches: 3 }))]);
    await store.save(storedRun({ branches: 4 }));
    expect(await store.get('a')).toEqual(storedRun({ title: 'For the lecture', branches: 4 }));
    await store.remove('a', 100);
    await store.save(storedRun({ branches: 5 }));
    expect(await store.get('a')).toMatchObject({ title: 'For the lecture', branches: 5 });
  });
  it('renames, and a rename of nothing does nothing', async () => {
    const store = await open();
    await store.save(storedRun());
    await store.rename('a', 'For the lecture');
    await store.rename('b', 'Nobody');
    expect(await store.get('a')).toEqual(storedRun({ title: 'For the lecture' }));
    expect(await ids(store)).toEqual(['a']);
  });
  it('removes, restores, and purges only what was removed long enough ago', async () => {
    const store = await open();
    for (const id of ['a', 'b', 'c']) await store.save(storedRun({ id }));
    await store.remove('a', 100);
    await store.remove('b', 200);
    expect(await ids(store)).toEqual(['c']);
    expect(await store.get('a')).toBeNull();
    await store.purge(100);
    await store.restore('a');
    await store.restore('b');
    expect(await ids(store)).toEqual(['b', 'c']);
    expect(await store.get('b')).toEqual(storedRun({ id: 'b' }));
  });
  it('erases for good', async () => {
    const store = await open();
    for (const id of ['a', 'b']) await store.save(storedRun({ id }));
    await store.erase('a');
    await store.restore('a');
    expect(await store.get('a')).toBeNull();
    expect(await ids(store)).toEqual(['b']);
  });
  it('has a removed run back when it is saved again', async () => {
    const store = await open();
    await store.save(storedRun());
    await store.remove('a', 100);
    await store.save(storedRun({ branches: 4 }));
    await store.purge(1000);
    expect(await store.get('a')).toMatchObject({ branches: 4 });
  });
  it('answers about room and persistence without failing', async () => {
    const store = await open();
    const use = await store.use();
    if (use !== null) expect(use.quota).toBeGreaterThanOrEqual(use.used);
    expect(typeof (await store.persist())).toBe('boolean');
  });
}
