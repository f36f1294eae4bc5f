import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { serialiseTrace } from '#core/trace/serialise.ts';
import { MemoryRunStore } from '#storage/memory-run-store.ts';
import type { RunStore } from '#storage/run-store.ts';
import { Library } from './library.svelte.ts';
import { Play } from './play.svelte.ts';
import { HandClock } from './replay-fixture.ts';
import { OPEN_ELSEWHERE } from './runs-autosave.svelte.ts';
import { PROBLEM, Tab, TabLocks, answerEvents, header, traceOf } from './runs-fixture.ts';
import { shareHash } from './runs-share.ts';

interface Open {
  readonly play: Play;
  readonly library: Library;
  readonly tab: Tab;
}
function open(
  store: RunStore = new MemoryRunStore(),
  hash = '',
  locks = new TabLocks(),
  name = 'tab',
  search = '',
): Open {
  const play = new Play({
    openHost: null,
    models: [],
    app: 't',
    now: () => '',
    recorded: null,
    playback: new HandClock(),
    hash,
    search,
  });
  const tab = new Tab(store, locks, name);
  return { play, library: new Library(play, tab), tab };
}
/** With one kept run, tab-1. */
async function withRun(branches = 2): Promise<Open> {
  const page = open();
  page.library.autosave.note(traceOf(branches), true);
  await page.library.autosave.flush();
  await page.library.refresh();
  return page;
}

describe('Library', () => {
  it('opens in a lesson that keeps its problem no run of another one', async () => {
    const { tab } = await withRun();
    const lesson = open(tab.store, '#seed=9', new TabLocks(), 'class', '?lock=problem');
    await lesson.library.refresh();
    expect(await lesson.library.open('tab-1')).toBe(false);
    expect(lesson.library.said).toContain('This lesson keeps its problem.');
    lesson.play.lesson.left = true;
    expect(await lesson.library.open('tab-1')).toBe(true);
  });
  it('shows nothing on start unless the link names a run, then all its branches', async () => {
    const { tab } = await withRun(3);
    const plain = open(tab.store);
    await plain.library.start('');
    expect(plain.play.live.trace).toBeNull();
    const named = open(tab.store, '#run=tab-1');
    await named.library.start('#run=tab-1');
    expect(named.play.view.summaries).toHaveLength(3);
    expect(named.play.view.branchId).toBe(2);
    expect(named.play.draft.text).toBe(PROBLEM.text);
    expect(named.play.link).toMatchObject({ seed: 7, difficulty: 2, run: 'tab-1' });
    expect(named.play.problemChanged).toBe(false);
    expect(named.play.live.recorded).toBe(false);
    expect(named.play.live.trace).toEqual(traceOf(3));
  });
  it('goes on under the same name when the opened run grows', async () => {
    const { tab } = await withRun(1);
    const { play, library } = open(tab.store);
    expect(await library.open('tab-1')).toBe(true);
    play.live.append(answerEvents(1));
    if (play.live.trace !== null) library.autosave.note(play.live.trace, true);
    await library.autosave.flush();
    await library.refresh();
    expect(library.runs).toMatchObject([{ id: 'tab-1', branches: 2 }]);
  });
  it('says so when another tab has the run', async () => {
    const [store, locks] = [new MemoryRunStore(), new TabLocks()];
    const one = open(store, '', locks, 'one');
    one.library.autosave.note(traceOf(1), true);
    await one.library.autosave.flush();
    const two = open(store, '', locks, 'two');
    await two.library.open('one-1');
    expect(two.library.autosave.notice).toBe(OPEN_ELSEWHERE);
    expect(two.play.view.summaries).toHaveLength(1);
  });
  it('says what to do when the link names a run that is not here', async () => {
    const { play, library } = open(undefined, '#run=gone');
    await library.start('#run=gone');
    expect(play.linkProblems[0]).toMatch(/not kept in this browser.*exported file/);
    expect(play.live.trace).toBeNull();
  });
  it('does not take the screen from a model that writes', async () => {
    const { tab } = await withRun();
    const { play, library } = open(tab.store);
    play.live.begin(header());
    play.running = { lever: 'generate', stop: new AbortController() };
    expect(await library.open('tab-1')).toBe(false);
    expect(library.said).toContain('Stop it first');
    expect(play.view.summaries).toHaveLength(0);
  });
  it('searches, renames, deletes and has it back', async () => {
    const { library } = await withRun();
    await library.rename('tab-1', '  For the lecture ');
    await library.rename('tab-1', '  ');
    await library.search('lecture');
    expect(library.runs).toMatchObject([{ title: 'For the lecture' }]);
    await library.search('nothing like it');
    expect(library.runs).toEqual([]);
    await library.search('');
    await library.remove('tab-1');
    expect(library.runs).toEqual([]);
    expect(library.said).toBe('“For the lecture” is deleted.');
    await library.undo();
    expect(library.runs).toMatchObject([{ title: 'For the lecture' }]);
    expect(library.removed).toBeNull();
  });
  it('keeps a new name when the run on screen is saved again', async () => {
    const { play, library } = await withRun();
    await library.open('tab-1');
    await library.rename('tab-1', 'Mine');
    play.live.append(answerEvents(2));
    if (play.live.trace !== null) library.autosave.note(play.live.trace, true);
    await library.autosave.flush();
    await library.refresh();
    expect(library.runs).toMatchObject([{ title: 'Mine', branches: 3 }]);
  });
  it('exports one run as its trace and takes it back as another run', async () => {
    const { library } = await withRun();
    const file = await library.exportOne('tab-1');
    expect(file?.name).toMatch(/^[\p{L}\p{N}-]+\.trace\.json$/u);
    expect(file?.text).toBe(serialiseTrace(traceOf(2)));
    await library.importFile(new Blob([file?.text ?? '']));
    expect(library.said).toBe('1 run is imported.');
    expect(library.runs).toHaveLength(2);
  });
  it('exports all with their titles and takes them back elsewhere', async () => {
    const { library } = await withRun();
    await library.rename('tab-1', 'First');
    library.autosave.note(traceOf(1), true);
    await library.autosave.flush();
    const file = await library.exportAll();
    const other = open();
    await other.library.importFile(new Blob([file?.text ?? '']));
    expect(other.library.runs?.map(({ branches }) => branches).sort()).toEqual([1, 2]);
    expect(other.library.runs?.some(({ title }) => title === 'First')).toBe(true);
  });
  it('takes all runs of a file or none, and says what to do', async () => {
    const { library } = await withRun();
    const text = (await library.exportAll())?.text ?? '';
    await library.importFile(new Blob([text.replace('"seed":7', '"seed":"seven"')]));
    expect(library.failure).toMatchObject({ code: 'bad-input' });
    expect(library.failure?.message).toMatch(/seed should be .*Open an unchanged copy/);
    expect(library.runs).toHaveLength(1);
    library.dismissFailure();
    expect(library.failure).toBeNull();
  });
  it('deletes for good where there is no room, and what waited is kept then', async () => {
    const store = new MemoryRunStore();
    const { play, library } = open(store);
    library.autosave.note(traceOf(1), true);
    await library.autosave.flush();
    await library.refresh();
    const save = store.save.bind(store);
    store.save = async (run) => {
      if ((await store.list('')).length > 0) throw new AppError('storage-full', 'No room.');
      return save(run);
    };
    play.live.show(traceOf(2));
    library.autosave.note(traceOf(2), true);
    await library.autosave.flush();
    expect(library.autosave.failure).toMatchObject({ code: 'storage-full' });
    expect((await library.exportScreen())?.text).toBe(serialiseTrace(traceOf(2)));
    await library.remove('tab-1');
    expect(library.said).toMatch(/ is deleted for good, to make room\.$/);
    expect(library.autosave.failure).toBeNull();
    expect(library.runs).toMatchObject([{ id: 'tab-2', branches: 2 }]);
    expect(library.removed).toBeNull();
  });
  it('says so when a deleted run cannot come back', async () => {
    const { library, tab } = await withRun();
    await library.remove('tab-1');
    await tab.store.purge(tab.now());
    await library.undo();
    expect(library.failure?.message).toMatch(/cannot come back: its room was needed\. Import it/);
    expect(library.removed).toBeNull();
  });
  it('refuses a file by its size before it reads it', async () => {
    const { library } = await withRun();
    const huge = new File([], 'huge.trace.json');
    Object.defineProperty(huge, 'size', { value: 100_000_000 });
    huge.text = () => Promise.reject(new Error('it was read'));
    await library.importFile(huge);
    expect(library.failure).toMatchObject({ code: 'bad-input' });
    expect(library.failure?.message).toMatch(/has 100 MB.*at most 64 MB, so it was not read\. Choose/);
    expect(library.runs).toHaveLength(1);
  });
  it('lets no name turn the words around it', async () => {
    const { library } = await withRun();
    await library.rename('tab-1', '\u202egnp.\u0007evil\u2066');
    expect(library.said).toBe('Renamed to “gnp. evil”.');
    const hostile = traceOf(1, { problem: { text: '\u202e\u2067 txet', generated: null } });
    await library.importFile(new Blob([serialiseTrace(hostile)]));
    expect(library.runs?.map(({ title }) => title).sort()).toEqual(['gnp. evil', 'txet']);
  });
  it('opens a run that a link carries, and keeps it', async () => {
    const hash = `#${await shareHash(serialiseTrace(traceOf(1)))}`;
    const { play, library } = open();
    await library.start(hash);
    expect(play.view.summaries).toHaveLength(1);
    expect(play.link.run).toBe('tab-1');
    await library.refresh();
    expect(library.runs).toMatchObject([{ id: 'tab-1', branches: 1 }]);
  });
  it('says why when nothing can be kept', async () => {
    const store = new MemoryRunStore();
    store.list = () => Promise.reject(new AppError('storage-unavailable', 'Allow storage.'));
    const { library } = open(store);
    await library.refresh();
    expect(library.failure).toMatchObject({ message: 'Allow storage.' });
  });
});
