import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { parseTrace } from '#core/trace/serialise.ts';
import { MemoryRunStore } from '#storage/memory-run-store.ts';
import type { RunStore, StoredRun } from '#storage/run-store.ts';
import { Autosave, OPEN_ELSEWHERE, SAVE_AFTER_MS } from './runs-autosave.svelte.ts';
import { Tab, TabLocks, answerEvents, header, traceOf } from './runs-fixture.ts';

/** Has no room for more than so many runs, as long as they are not purged. */
class SmallStore extends MemoryRunStore {
  room = 1;
  readonly #kept = new Set<string>();
  override save(run: StoredRun): Promise<void> {
    if (!this.#kept.has(run.id) && this.#kept.size >= this.room)
      return Promise.reject(new AppError('storage-full', 'No room. Delete some.'));
    this.#kept.add(run.id);
    return super.save(run);
  }
  override purge(until: number): Promise<void> {
    this.#kept.clear();
    return super.purge(until);
  }
}
async function kept(store: RunStore, id: string): Promise<StoredRun> {
  const run = await store.get(id);
  if (run === null) throw new Error(`${id} is not kept`);
  return run;
}

describe('Autosave', () => {
  it('keeps what changed after a second, once, with title, preview and every event', async () => {
    const tab = new Tab();
    const autosave = new Autosave(tab);
    const trace = traceOf(1);
    autosave.note(trace, false);
    autosave.note(trace, false);
    expect(tab.waiting).toBe(1);
    tab.wind(SAVE_AFTER_MS - 1);
    expect(await tab.store.list('')).toEqual([]);
    tab.wind(1);
    await autosave.flush();
    expect(autosave.saves).toBe(1);
    expect(autosave.runId).toBe('tab-1');
    const run = await kept(tab.store, 'tab-1');
    expect(run).toMatchObject({ model: 'tiny', sha256: 'feed', branches: 1, createdAt: 1_000_000 });
    expect(run.problem.startsWith(run.title.replace(' …', ''))).toBe(true);
    expect(run.preview.answers).toMatchObject([{ verdict: 'right' }]);
    expect(run.preview.certainty).toEqual([5, 5, 5]);
    expect(parseTrace(new TextDecoder().decode(run.trace))).toEqual(trace);
  });
  it('keeps at once what has come to rest, and nothing that is kept already', async () => {
    const tab = new Tab();
    const autosave = new Autosave(tab);
    const events = answerEvents(0);
    const trace = { header: header(), events };
    autosave.note({ ...trace, events: [] }, true);
    autosave.note(trace, true);
    await autosave.flush();
    autosave.note(trace, true);
    await autosave.flush();
    expect(autosave.saves).toBe(1);
    events.push(...answerEvents(1));
    autosave.note(trace, true);
    await autosave.flush();
    expect(await tab.store.list('')).toMatchObject([{ id: 'tab-1', branches: 2 }]);
  });
  it('keeps another trace as another run, and what was due of the first', async () => {
    const tab = new Tab();
    const autosave = new Autosave(tab);
    autosave.note(traceOf(1), false);
    autosave.note(traceOf(2), true);
    await autosave.flush();
    expect((await tab.store.list('')).map(({ branches }) => branches).sort()).toEqual([1, 2]);
    expect(autosave.runId).toBe('tab-2');
  });
  it('goes on with an adopted run under its name, and writes nothing before something changes', async () => {
    const tab = new Tab();
    const first = new Autosave(tab);
    first.note(traceOf(1), true);
    await first.flush();
    await tab.store.rename('tab-1', 'For the lecture');
    const later = new Tab(tab.store, new TabLocks(), 'later');
    const autosave = new Autosave(later);
    const trace = traceOf(1);
    await autosave.adopt(await kept(tab.store, 'tab-1'), trace);
    autosave.note(trace, true);
    await autosave.flush();
    expect(autosave.saves).toBe(0);
    autosave.note({ ...trace, events: [...trace.events, ...answerEvents(1)] }, true);
    await autosave.flush();
    expect(await tab.store.list('')).toMatchObject([
      { id: 'tab-1', title: 'For the lecture', branches: 2, createdAt: 1_000_000 },
    ]);
  });
  it('keeps changes as a copy while another tab holds the run, and takes it over when that is gone', async () => {
    const [store, locks] = [new MemoryRunStore(), new TabLocks()];
    const first = new Autosave(new Tab(store, locks, 'one'));
    first.note(traceOf(1), true);
    await first.flush();
    const second = new Autosave(new Tab(store, locks, 'two'));
    const trace = traceOf(1);
    await second.adopt(await kept(store, 'one-1'), trace);
    expect(second.notice).toBe(OPEN_ELSEWHERE);
    second.note({ ...trace, events: [...trace.events, ...answerEvents(1)] }, true);
    await second.flush();
    expect(await kept(store, 'one-1')).toMatchObject({ branches: 1 });
    const copy = await kept(store, 'two-1');
    expect(copy).toMatchObject({ branches: 2 });
    expect(copy.title).toMatch(/ \(copy\)$/);
    first.note(traceOf(1), true);
    await first.flush();
    const third = new Autosave(new Tab(store, locks, 'three'));
    await third.adopt(await kept(store, 'one-1'), traceOf(1));
    expect(third.notice).toBe('');
  });
  it('keeps its own lock when the run on screen is opened again', async () => {
    const locks = new TabLocks();
    const tab = new Tab(new MemoryRunStore(), locks);
    const autosave = new Autosave(tab);
    autosave.note(traceOf(1), true);
    await autosave.flush();
    await autosave.adopt(await kept(tab.store, 'tab-1'), traceOf(1));
    expect(autosave.notice).toBe('');
    expect([...locks.held]).toEqual(['tab-1']);
  });
  it('says when there is no room, loses nothing, and keeps all of it when there is room again', async () => {
    const store = new SmallStore();
    store.purge = () => Promise.resolve();
    const autosave = new Autosave(new Tab(store));
    for (const branches of [1, 2, 3]) {
      autosave.note(traceOf(branches), true);
      await autosave.flush();
    }
    expect(autosave.failure).toMatchObject({ code: 'storage-full', message: 'No room. Delete some.' });
    expect(await store.list('')).toHaveLength(1);
    store.room = 3;
    await autosave.flush();
    expect(autosave.failure).toBeNull();
    expect((await store.list('')).map(({ branches }) => branches).sort()).toEqual([1, 2, 3]);
  });
  it('makes room with what was deleted before it gives up', async () => {
    const store = new SmallStore();
    const tab = new Tab(store);
    const autosave = new Autosave(tab);
    autosave.note(traceOf(1), true);
    await autosave.flush();
    await store.remove('tab-1', tab.now());
    autosave.note(traceOf(2), true);
    await autosave.flush();
    expect(autosave.failure).toBeNull();
    expect(await store.list('')).toMatchObject([{ branches: 2 }]);
  });
});
