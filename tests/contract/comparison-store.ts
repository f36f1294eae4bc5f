/** What every home of comparisons of methods owes its callers. */
import { expect, it } from 'vitest';
import type { Comparison, ComparisonStore } from '#storage/comparison-store.ts';
import type { MethodStore } from '#storage/method-store.ts';
import { methodItem } from './method-store.ts';

export function comparison(change: Partial<Comparison> = {}): Comparison {
  return {
    ...{ id: 'a', createdAt: 1000, updatedAt: 2000, title: '' },
    ...{
      methods: ['Backtracking', 'Self-consistency (n 4)'],
      problems: 'Word problems, 4 steps, seed 1',
      count: 2,
    },
    ...{ model: 'organism-wait', sha256: 'feed', backend: 'onnx-wasm', link: 'screen=methods' },
    ...{ runs: ['r', 's'], beside: ['greedy'] },
    ...change,
  };
}
interface Stores {
  readonly store: ComparisonStore;
  readonly outcomes: MethodStore;
}
const ids = async ({ store }: Stores, query = ''): Promise<string[]> =>
  (await store.list(query)).map(({ id }) => id);
/** Every outcome is 12 characters and every trace 3 bytes. */
const save = ({ outcomes }: Stores, run: string, item = '1') => outcomes.save(methodItem({ run, item }));
const SIZE = 15;

/** @param open gives empty stores of one home. */
export function comparisonStoreContract(open: () => Stores): void {
  it('lists newest first, with what is finished and what it takes', async () => {
    const stores = open();
    for (const [run, item] of [['r'], ['r', '2'], ['r', '3'], ['s'], ['greedy'], ['other']] as const)
      await save(stores, run, item);
    await stores.store.keep(comparison());
    await stores.store.keep(comparison({ id: 'b', updatedAt: 3000, runs: ['s'], beside: [] }));
    // Of the three that are done by `r` two are asked for.
    expect(await stores.store.list('')).toEqual([
      { ...comparison({ id: 'b', updatedAt: 3000, runs: ['s'], beside: [] }), done: 1, bytes: SIZE },
      { ...comparison(), done: 3, bytes: 5 * SIZE },
    ]);
    expect(await stores.store.bytes()).toBe(6 * SIZE);
  });
  it('counts a problem that is saved again once, with its new size', async () => {
    const stores = open();
    await stores.store.keep(comparison());
    await save(stores, 'r');
    await stores.outcomes.save(methodItem({ outcome: '{}', trace: Uint8Array.of(1) }));
    expect(await stores.store.list('')).toMatchObject([{ done: 1, bytes: 3 }]);
    await stores.outcomes.erase('r');
    expect(await stores.store.list('')).toMatchObject([{ done: 0, bytes: 0 }]);
  });
  it('replaces one that is kept again, but for name, age, and what stood beside it', async () => {
    const stores = open();
    await stores.store.keep(comparison());
    await stores.store.rename('a', 'For the lecture');
    const later = { createdAt: 9000, updatedAt: 9000, count: 8, beside: ['greedy', 'pool'] };
    await stores.store.keep(comparison(later));
    await stores.store.keep(comparison({ ...later, beside: ['greedy'] }));
    const kept = { ...comparison(later), createdAt: 1000, title: 'For the lecture' };
    expect(await stores.store.list('')).toEqual([{ ...kept, done: 0, bytes: 0 }]);
  });
  it('finds by every word in title, methods, problems or model, in either case', async () => {
    const stores = open();
    await stores.store.keep(comparison());
    await stores.store.keep(
      comparison({ id: 'b', methods: ['Greedy'], problems: 'sums.jsonl', model: 'SmolLM2' }),
    );
    expect(await ids(stores, 'BACKTRACKING  wait')).toEqual(['a']);
    expect(await ids(stores, 'sums smol')).toEqual(['b']);
    await stores.store.rename('b', 'Lecture');
    await stores.store.rename('none', 'Nobody');
    expect(await ids(stores, 'lecture')).toEqual(['b']);
    expect(await ids(stores, 'lecture backtracking')).toEqual([]);
  });
  it('removes, restores, and purges what was removed long enough ago with outcomes that no other has', async () => {
    const stores = open();
    const { store, outcomes } = stores;
    for (const run of ['r', 's', 'greedy', 'other']) await save(stores, run);
    await store.keep(comparison());
    await store.keep(comparison({ id: 'b', runs: ['s'], beside: [] }));
    await store.keep(comparison({ id: 'c', runs: ['other'], beside: ['greedy'] }));
    await store.remove('a', 100);
    await store.remove('b', 200);
    await store.remove('c', 300);
    await store.restore('c');
    expect(await ids(stores)).toEqual(['c']);
    await store.purge(100);
    await store.restore('a');
    await store.restore('b');
    expect(await ids(stores)).toEqual(['b', 'c']);
    const left = await Promise.all(['r', 's', 'greedy', 'other'].map((run) => outcomes.outcomes(run)));
    expect(left.map(({ length }) => length)).toEqual([0, 1, 1, 1]);
    expect([await outcomes.trace('r', '1'), await store.bytes()]).toEqual([null, 3 * SIZE]);
  });
  it('knows which runs the others name, those too that can still come back', async () => {
    const { store } = open();
    await store.keep(comparison());
    await store.keep(comparison({ id: 'b', runs: ['s', 't'], beside: [] }));
    await store.keep(comparison({ id: 'c', runs: ['u'], beside: ['pool'] }));
    await store.remove('c', 100);
    expect([...(await store.runsOfOthers('a'))].sort()).toEqual(['pool', 's', 't', 'u']);
    expect([...(await store.runsOfOthers('b'))].sort()).toEqual(['greedy', 'pool', 'r', 's', 'u']);
    expect([...(await store.runsOfOthers(null))].sort()).toEqual(['greedy', 'pool', 'r', 's', 't', 'u']);
  });
  it('erases for good, and has one back that is kept again', async () => {
    const stores = open();
    await save(stores, 'r');
    await stores.store.keep(comparison());
    await stores.store.erase('a');
    await stores.store.restore('a');
    expect([await ids(stores), await stores.store.bytes()]).toEqual([[], 0]);
    await stores.store.keep(comparison());
    await stores.store.remove('a', 100);
    await stores.store.keep(comparison());
    await stores.store.purge(1000);
    expect(await ids(stores)).toEqual(['a']);
  });
}
