/** Kept comparisons of methods, as the Runs screen has them: found again, opened, named, deleted. */
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { KeptComparisons, comparisonTitle } from '#state/kept-comparisons.svelte.ts';
import { UNDO_MS } from '#state/library.svelte.ts';
import { Play } from '#state/play.svelte.ts';
import { HandClock } from '#state/replay-fixture.ts';
import type { Comparison, ComparisonStore } from '#storage/comparison-store.ts';
import { MemoryComparisonStore } from '#storage/memory-comparison-store.ts';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';
import { comparison } from './comparison-store.ts';
import { HASH, counts, opened } from './method-lab-fixture.ts';

type Page = Awaited<ReturnType<typeof opened>>;
/** The Runs screen's part of a page. @param failure of the run on screen, which cannot be kept */
function keptOn(play: Play, store: ComparisonStore, failure: AppError | null = null) {
  const flushed: string[] = [];
  const autosave = { failure, flush: () => Promise.resolve(void flushed.push('flush')) };
  const clock = { now: 0 };
  const library = { autosave } as unknown as ConstructorParameters<typeof KeptComparisons>[1];
  const kept = new KeptComparisons(play, library, { store, now: () => clock.now });
  return { kept, clock, flushed };
}
async function listed({ play, comparisons }: Pick<Page, 'play' | 'comparisons'>) {
  const page = keptOn(play, comparisons);
  await page.kept.refresh();
  return page;
}
/** One kept comparison, of this model. */
async function withOne(
  change: Partial<Comparison>,
  parts: Partial<ConstructorParameters<typeof Play>[0]> = {},
) {
  const store = new MemoryComparisonStore(new MemoryMethodStore());
  await store.keep(comparison(change));
  const play = new Play({
    ...{ openHost: null, models: [], app: 'test', now: () => '', recorded: null },
    ...{ playback: new HandClock(), hash: '', ...parts },
  });
  return { play, ...(await listed({ play, comparisons: store })) };
}

describe('kept comparisons of methods', () => {
  it('tell what was compared, and lead back to what came of it', async () => {
    const page = await opened();
    await page.lab.run();
    const { kept } = await listed(page);
    const [one] = kept.list;
    expect(one).toMatchObject({
      methods: ['“Wait,” after the answer', 'Self-consistency (n 2)'],
      problems: 'Word problems, 2 steps, seed 5',
      ...{ count: 4, done: 8, model: 'tiny', backend: 'scripted' },
      link: 'screen=methods&model=tiny&methods=wait-after-answer,self-consistency;n=2&level=2&chance=5&count=4',
    });
    expect(one && comparisonTitle(one)).toBe('“Wait,” after the answer · Self-consistency (n 2)');
    expect(kept.bytes).toBe(one?.bytes);
    expect(kept.bytes).toBeGreaterThan(0);

    const later = await opened('#screen=runs&model=tiny', page.store, page.comparisons);
    expect(counts(later.lab)).toEqual([0, 0]);
    const again = await listed(later);
    expect(await again.kept.open(one?.id ?? '')).toBe(true);
    await later.lab.follow();
    await later.open();
    // How many samples stand beside is known by what the methods cost.
    await later.open();
    expect(counts(later.lab)).toEqual([4, 4]);
    expect(later.lab.compared).toEqual(page.lab.compared);
  });
  it('are one with more problems, and another with other methods, seed or budget', async () => {
    const page = await opened();
    await page.lab.run();
    page.play.set({ count: 6 });
    await page.lab.run();
    const { kept } = await listed(page);
    expect(kept.list).toMatchObject([{ count: 6, done: 12 }]);
    page.play.set({ methods: 'self-consistency;n=2,wait-after-answer' });
    await page.lab.run();
    await kept.refresh();
    expect(kept.list).toHaveLength(1);
    for (const change of [{ methods: 'wait-after-answer' }, { chance: 6 }, { limit: '400-2-0' }]) {
      page.play.set({ item: 0, ...change });
      await page.lab.run();
    }
    await kept.refresh();
    expect(kept.list).toHaveLength(4);
    expect(kept.list[0]?.problems).toBe(
      'Word problems, 2 steps, seed 6, at most 400 tokens and 2 calls each',
    );
  });
  it('name what is kept from the first problem on, and whatever stood beside the methods', async () => {
    const page = await opened(HASH.replace('count=4', 'count=40'));
    page.hooks.told = ({ method }) => {
      if (method === 'wait-after-answer') page.lab.stop();
    };
    await page.lab.run();
    const { kept } = await listed(page);
    const [{ done = 0, bytes = 0 } = {}] = kept.list;
    expect(done).toBeLessThan(80);
    expect([bytes, bytes > 0]).toEqual([kept.bytes, true]);
    page.hooks.told = () => {};
    await page.lab.run();
    await kept.refresh();
    expect(kept.list).toMatchObject([{ done: 80, bytes: kept.bytes }]);
  });
  it('leave out what the model cannot follow, but not its column', async () => {
    const page = await opened(HASH.replace('self-consistency;n=2', 'self-refine'));
    await page.lab.run();
    const { kept } = await listed(page);
    expect(kept.list[0]).toMatchObject({ done: 4, runs: { length: 1 }, methods: { length: 2 } });
    expect(kept.list[0]?.link).toContain('wait-after-answer,self-refine');
  });
  it('are found, named, and go by their methods when the name is taken away', async () => {
    const { kept } = await withOne({ title: '' });
    await kept.rename('a', '  For the\nlecture ');
    await kept.refresh('lecture');
    expect(kept.list).toMatchObject([{ title: 'For the lecture' }]);
    expect(kept.said).toBe('Renamed to “For the lecture”.');
    await kept.rename('a', ' ');
    await kept.refresh('');
    expect(kept.list.map(comparisonTitle)).toEqual(['Backtracking · Self-consistency (n 4)']);
    await kept.refresh('nothing like it');
    expect(kept.list).toEqual([]);
  });
  it('are deleted, are back on request, and are gone with their outcomes when the time for that is over', async () => {
    const page = await opened();
    await page.lab.run();
    const { kept, clock } = await listed(page);
    const id = kept.list[0]?.id ?? '';
    await kept.remove(id);
    expect(kept.list).toEqual([]);
    expect(kept.said).toContain('is deleted');
    await kept.undo();
    expect([kept.list.length, kept.removed]).toEqual([1, null]);
    await kept.remove(id);
    clock.now = UNDO_MS - 1;
    await kept.start();
    expect(await page.comparisons.bytes()).toBeGreaterThan(0);
    clock.now = UNDO_MS;
    await kept.start();
    expect(await page.comparisons.bytes()).toBe(0);
    expect(counts((await opened(HASH, page.store, page.comparisons)).lab)).toEqual([0, 0]);
  });
  it('go for good where the run on screen has no room, and that is kept then', async () => {
    const page = await opened();
    await page.lab.run();
    const { kept, flushed } = keptOn(page.play, page.comparisons, new AppError('storage-full', 'No room.'));
    await kept.refresh();
    await kept.remove(kept.list[0]?.id ?? '');
    expect([kept.bytes, kept.removed, flushed]).toEqual([0, null, ['flush']]);
    expect(kept.said).toContain('to make room');
  });
  it('bring their model, and say why where they cannot', async () => {
    const page = await opened();
    await page.lab.run();
    const { kept } = await listed(page);
    const [one] = kept.list;
    if (one === undefined) throw new Error('nothing kept');
    const put = async (change: Partial<Comparison>) => {
      await page.comparisons.keep({ ...one, ...change });
      await kept.refresh();
      return { isOpen: await kept.open(one.id), said: kept.said };
    };
    page.play.unloadModel();
    expect(await put({})).toEqual({ isOpen: true, said: '' });
    expect(page.play.model.loaded?.name).toBe('tiny');
    const other = await put({ sha256: 'other' });
    expect([other.isOpen, other.said]).toEqual([false, expect.stringContaining('another version of tiny')]);
    const file = await put({ sha256: 'other', model: 'mine', link: one.link.replace('model=tiny&', '') });
    expect([file.isOpen, file.said]).toEqual([false, expect.stringMatching(/mine, a file from disk\. Open/)]);
    const engine = await put({ backend: 'onnx-webgpu' });
    expect([engine.isOpen, engine.said]).toEqual([false, expect.stringContaining('made on onnx-webgpu')]);
    page.play.elsewhere = 'Methods are being compared. Stop them first, under Compare.';
    expect(await put({ backend: one.backend })).toEqual({ isOpen: false, said: page.play.elsewhere });
    await kept.remove(one.id);
    expect(kept.list).toHaveLength(1);
  });
  it('load no other model in a lesson that keeps its own', async () => {
    const { play, kept } = await withOne({ link: 'screen=methods&model=tiny' }, { search: '?lock=model' });
    play.model.loaded = (await opened()).play.model.loaded;
    expect(await kept.open('a')).toBe(false);
    expect(kept.said).toBe(play.fixed.model);
    expect(kept.said).toContain('lesson');
  });
  it('say what to do when the browser keeps nothing', async () => {
    const { kept } = await withOne({});
    const store = new MemoryComparisonStore(new MemoryMethodStore());
    store.list = () => Promise.reject(new AppError('storage-unavailable', 'Allow storage.'));
    const broken = keptOn(
      new Play({
        ...{ openHost: null, models: [], app: 'test', now: () => '', recorded: null },
        ...{ playback: new HandClock(), hash: '' },
      }),
      store,
    );
    await broken.kept.refresh();
    expect([kept.said, broken.kept.said]).toEqual(['', 'Allow storage.']);
  });
});
