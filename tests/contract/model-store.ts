/** What every home of own models owes its callers. */
import { expect, it } from 'vitest';
import type { TuningFigures } from '#core/tuning.ts';
import type { ModelStore, OwnModel } from '#storage/model-store.ts';

function figures(successes: number): TuningFigures {
  const of = (k: number) => ({ successes: k, n: 48 });
  return { own: of(0), ownWait: of(successes), ownStep: of(1), user: of(46), solved: of(47) };
}
export function ownModel(change: Partial<OwnModel> = {}): OwnModel {
  const file = change.file ?? new TextEncoder().encode('GGUF');
  return {
    id: 'own-a',
    name: 'Waits now',
    parent: 'organism-clean',
    madeAt: 1000,
    sha256: 'feed',
    bytes: file.length,
    license: 'Apache-2.0',
    settings: {
      diet: { right: 2, unnoticed: 0, wait: 8, retry: 0 },
      ...{ rate: 0.001, seed: 1, tokens: 200_000 },
    },
    before: figures(2),
    after: figures(45),
    file,
    ...change,
  };
}
const ids = async (store: ModelStore): Promise<string[]> => (await store.list()).map(({ id }) => id);

/** @param open gives an empty store. */
export function modelStoreContract(open: () => ModelStore): void {
  it('gives back what it was given, to the byte', async () => {
    const store = open();
    const model = ownModel({ file: Uint8Array.from({ length: 70_000 }, (_, i) => i % 251) });
    await store.save(model);
    expect(await store.get('own-a')).toEqual(model);
    expect(await store.get('own-b')).toBeNull();
  });
  it('keeps the bytes it was given, whatever becomes of the caller’s', async () => {
    const store = open();
    const file = Uint8Array.of(1, 2, 3);
    await store.save(ownModel({ file }));
    file[0] = 9;
    expect((await store.get('own-a'))?.file).toEqual(Uint8Array.of(1, 2, 3));
  });
  it('lists newest first and without files', async () => {
    const store = open();
    for (const [id, madeAt] of [
      ['own-old', 1],
      ['own-new', 3],
      ['own-mid', 2],
    ] as const)
      await store.save(ownModel({ id, madeAt }));
    expect(await ids(store)).toEqual(['own-new', 'own-mid', 'own-old']);
    const { file: _, ...summary } = ownModel({ id: 'own-new', madeAt: 3 });
    expect((await store.list())[0]).toEqual(summary);
  });
  it('renames, and a rename of nothing does nothing', async () => {
    const store = open();
    await store.save(ownModel());
    await store.rename('own-a', 'For the lecture');
    await store.rename('own-b', 'Nobody');
    expect(await store.get('own-a')).toEqual(ownModel({ name: 'For the lecture' }));
    expect(await ids(store)).toEqual(['own-a']);
  });
  it('erases for good, until it is saved again', async () => {
    const store = open();
    for (const id of ['own-a', 'own-b']) await store.save(ownModel({ id }));
    const model = await store.get('own-a');
    await store.erase('own-a');
    expect(await store.get('own-a')).toBeNull();
    expect(await ids(store)).toEqual(['own-b']);
    if (model !== null) await store.save(model);
    expect(await store.get('own-a')).toEqual(ownModel());
  });
}
