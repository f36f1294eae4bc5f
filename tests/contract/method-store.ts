/** What every home of method outcomes owes its callers. */
import { expect, it } from 'vitest';
import type { MethodItem, MethodStore } from '#storage/method-store.ts';

export function methodItem(change: Partial<MethodItem> = {}): MethodItem {
  return { run: 'r', item: '1', outcome: '{"item":"1"}', trace: Uint8Array.of(1, 2, 3), ...change };
}

/** @param open gives an empty store. */
export function methodStoreContract(open: () => MethodStore): void {
  it('gives back outcomes and traces of a run, and of no other', async () => {
    const store = open();
    await store.save(methodItem());
    await store.save(methodItem({ item: '2', outcome: 'two', trace: Uint8Array.of(9) }));
    await store.save(methodItem({ run: 's', outcome: 'other' }));
    expect([...(await store.outcomes('r'))].sort()).toEqual(['two', '{"item":"1"}']);
    expect(await store.outcomes('none')).toEqual([]);
    expect(await store.trace('r', '2')).toEqual(Uint8Array.of(9));
    expect(await store.trace('s', '2')).toBeNull();
  });
  it('replaces a problem that is saved again', async () => {
    const store = open();
    await store.save(methodItem());
    await store.save(methodItem({ outcome: 'again', trace: Uint8Array.of(7) }));
    expect(await store.outcomes('r')).toEqual(['again']);
    expect(await store.trace('r', '1')).toEqual(Uint8Array.of(7));
  });
  it('keeps the bytes it was given, whatever becomes of the caller’s', async () => {
    const store = open();
    const trace = Uint8Array.of(1, 2);
    await store.save(methodItem({ trace }));
    trace[0] = 8;
    expect(await store.trace('r', '1')).toEqual(Uint8Array.of(1, 2));
  });
  it('erases a run and leaves the others', async () => {
    const store = open();
    await store.save(methodItem());
    await store.save(methodItem({ run: 's' }));
    await store.erase('r');
    expect([await store.outcomes('r'), await store.trace('r', '1')]).toEqual([[], null]);
    expect(await store.outcomes('s')).toHaveLength(1);
  });
  it('keeps files of problems by their id', async () => {
    const store = open();
    const file = { id: 'f', name: 'sums.jsonl', text: '{"question":"1+1?","answer":"2"}' };
    await store.saveFile(file);
    await store.saveFile(file);
    expect(await store.file('f')).toEqual(file);
    expect(await store.file('g')).toBeNull();
  });
}
