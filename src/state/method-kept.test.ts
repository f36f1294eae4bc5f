/** What the Methods screen could not keep, or had kept and was deleted. */
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';
import { Library } from './library.svelte.ts';
import { HASH, keptOf, methodPage } from './method-lab-fixture.ts';
import { Tab, traceOf } from './runs-fixture.ts';

class SmallStore extends MemoryMethodStore {
  /** Saves that there is room for. */
  room = 0;
  override save(...[item]: Parameters<MemoryMethodStore['save']>): Promise<void> {
    if (this.room <= 0) return Promise.reject(new AppError('storage-full', 'No room. Delete runs.'));
    this.room -= 1;
    return super.save(item);
  }
}
const finished = ({ lab }: Awaited<ReturnType<typeof methodPage>>) =>
  lab.columns.map(({ outcomes }) => outcomes.length);

describe('outcomes that could not be kept', () => {
  it('are tried again at Run; until all are kept, nothing says that they are', async () => {
    const store = new SmallStore();
    const page = await methodPage(HASH, store);
    const { lab, host } = page;
    await lab.run();
    expect(lab.said).toBe('All methods are done.');
    const run = lab.columns[0]?.run;
    expect(run?.unkept?.code).toBe('storage-full');
    run?.dismissUnkept();
    expect([run?.unkept, run?.kept.error?.code]).toEqual([null, 'storage-full']);
    store.room = 2;
    host.methods.length = 0;
    await lab.run();
    expect(host.methods).toEqual([]);
    expect(lab.said).toBe('All methods are done.');
    expect(lab.runs.every(({ kept }) => kept.error !== null)).toBe(true);
    store.room = Infinity;
    await lab.run();
    expect(host.methods).toEqual([]);
    expect(lab.said).toBe('All methods are done. The comparison is kept, under Runs.');
    expect(lab.runs.every(({ unkept }) => unkept === null)).toBe(true);
    const again = await methodPage(HASH, store, page.comparisons);
    expect(finished(again)).toEqual([3, 3]);
    await again.lab.columns[0]?.run?.show(again.lab.items[0]?.id ?? null);
    expect(again.lab.columns[0]?.run?.shown?.trace?.events.length).toBeGreaterThan(0);
  });
  it('are kept as soon as there is room for a later one', async () => {
    const store = new SmallStore();
    const page = await methodPage(HASH, store);
    page.host.onItem = ({ method }) => {
      if (method === 'self-consistency') store.room = Infinity;
    };
    await page.lab.run();
    const [wait, vote] = page.lab.columns.map(({ run }) => run?.kept.error ?? null);
    expect([wait?.code, vote]).toEqual(['storage-full', null]);
  });
  it('get the room of a comparison that is deleted, which then goes at once', async () => {
    const store = new SmallStore();
    store.room = Infinity;
    const page = await methodPage(HASH, store);
    await page.lab.run();
    page.play.set({ chance: 6 });
    await page.open();
    store.room = 0;
    await page.lab.run();
    const { kept } = await keptOf(page);
    const old = kept.list.find(({ done }) => done > 0);
    store.room = Infinity;
    await kept.remove(old?.id ?? '');
    expect([kept.removed, kept.isErased]).toEqual([null, true]);
    expect(kept.said).toContain('to make room');
    expect(kept.list).toMatchObject([{ done: 6 }]);
    expect(page.lab.runs.every((run) => run.kept.error === null)).toBe(true);
  });
  it('get the room of a run that is deleted, too', async () => {
    const store = new SmallStore();
    const page = await methodPage(HASH, store);
    await page.lab.run();
    const library = new Library(page.play, new Tab());
    await library.keep(traceOf(1));
    await library.refresh();
    store.room = Infinity;
    await library.remove(library.runs?.[0]?.id ?? '');
    expect([library.removed, library.said]).toEqual([null, expect.stringContaining('to make room')]);
    expect(page.lab.runs.every((run) => run.kept.error === null)).toBe(true);
    await library.keep(traceOf(1));
    await library.refresh();
    await library.remove(library.runs?.[0]?.id ?? '');
    expect(library.removed).not.toBeNull();
  });
  it('of a comparison that is deleted itself are not kept under no name', async () => {
    const store = new SmallStore();
    const page = await methodPage(HASH, store);
    await page.lab.run();
    const { kept } = await keptOf(page);
    store.room = Infinity;
    await kept.remove(kept.list[0]?.id ?? '');
    expect([kept.list.length, await page.comparisons.bytes()]).toEqual([0, 0]);
  });
});

describe('a comparison that was deleted for good', () => {
  it('is done again by Run, and kept', async () => {
    const page = await methodPage();
    await page.lab.run();
    const [one] = await page.comparisons.list('');
    await page.comparisons.erase(one?.id ?? '');
    page.host.methods.length = 0;
    await page.lab.run();
    expect(page.host.methods).toHaveLength(4);
    expect(page.lab.said).toContain('is kept, under Runs');
    expect(finished(await methodPage(HASH, page.outcomes, page.comparisons))).toEqual([3, 3]);
  });
  it('in another tab, while its methods run, is listed again and says what is missing', async () => {
    const page = await methodPage();
    let erased: Promise<void> | null = null;
    page.host.onItem = ({ method }) => {
      if (method !== 'self-certainty-best-of-n' || erased !== null) return;
      erased = page.comparisons.list('').then(([one]) => page.comparisons.erase(one?.id ?? ''));
    };
    await page.lab.run();
    await erased;
    expect(await page.comparisons.list('')).toHaveLength(1);
    expect(page.lab.said).toBe('All methods are done.');
    expect(page.lab.columns[0]?.run?.unkept?.message).toContain('Press Run');
    await page.lab.run();
    expect(page.lab.said).toContain('is kept, under Runs');
  });
});

describe('a deletion that is taken back too late', () => {
  it('says that it cannot come back', async () => {
    const page = await methodPage();
    await page.lab.run();
    const { kept } = await keptOf(page);
    await kept.remove(kept.list[0]?.id ?? '');
    await page.comparisons.purge(Infinity);
    await kept.undo();
    expect(kept.said).toContain('cannot come back');
    expect(kept.removed).toBeNull();
  });
});
