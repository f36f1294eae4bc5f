import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { HASH, WORK, methodPage } from './method-lab-fixture.ts';
import { answerEvents } from './runs-fixture.ts';

const FILE = (text: string, name = 'sums.jsonl') => new File([text], name);
const A = '{"question":"What is 2 + 2 + 1?","answer":"5"}\n{"question":"1 + 1?","answer":"2"}';
const B = '{"question":"What is 3 + 4?","answer":"7"}';
const counts = ({ lab }: Awaited<ReturnType<typeof methodPage>>) =>
  lab.columns.map(({ outcomes }) => outcomes.length);

describe('a trace that is opened in Play', () => {
  it('is a run of its own each time: what grew of the first is not taken for the second', async () => {
    const { play, lab } = await methodPage();
    await lab.run();
    const [column] = lab.columns;
    if (column === undefined) throw new Error('no column');
    await column.run?.show(lab.item?.id ?? null);
    const written = column.run?.shown?.trace?.events.length ?? 0;
    expect(lab.openInPlay(column)).toBe(true);
    const first = play.live.trace;
    play.live.append(answerEvents(1));
    expect(lab.openInPlay(column)).toBe(true);
    expect(play.live.trace?.header).not.toBe(first?.header);
    expect(play.live.trace?.header).toEqual(first?.header);
    expect(play.live.trace?.events).toHaveLength(written);
  });
});

describe('the budget', () => {
  it('holds the methods alone: greedy answers and samples are drawn to their end', async () => {
    const { lab, host } = await methodPage(`${HASH}&limit=40-0-0`);
    await lab.run();
    expect(host.methods.map(({ method, budget }) => [method, budget.tokens])).toEqual([
      ['greedy', null],
      ['wait-after-answer', 40],
      ['self-consistency', 40],
      ['self-certainty-best-of-n', null],
    ]);
    expect(lab.compared[0]?.baselines?.selfConsistency?.k).toBeGreaterThan(0);
  });
  it('of a baseline is no part of what it is kept by: another budget draws it no second time', async () => {
    const { play, lab, host, open } = await methodPage();
    await lab.run();
    host.methods.length = 0;
    play.set({ limit: '40-0-0' });
    await open();
    await lab.run();
    expect(host.methods.map(({ method }) => method)).toEqual(['wait-after-answer', 'self-consistency']);
  });
});

describe('a file of problems', () => {
  it('is the one that the address names, not the one that was open before', async () => {
    const page = await methodPage();
    const { play, lab } = page;
    await lab.setup.problems.open(FILE(A));
    const a = play.link.file;
    await lab.run();
    expect(counts(page)).toEqual([2, 2]);
    play.set({ file: '0123456789abcdef' });
    expect([lab.items.length, lab.reason]).toEqual([0, 'No file of problems is open. Open a JSONL file.']);
    await lab.follow();
    expect(lab.setup.problems.failure?.message).toContain('Open that file here');
    await lab.run();
    expect(lab.said).toContain('Open a JSONL file');
    play.set({ file: a });
    await lab.follow();
    expect([lab.items.length, lab.setup.problems.failure]).toEqual([2, null]);
    await lab.setup.problems.open(FILE(B));
    play.set({ file: a });
    expect(lab.items).toEqual([]);
    await lab.follow();
    expect([lab.items.length, counts(page)]).toEqual([2, [2, 2]]);
  });
  it('that was kept and cannot be read any more is a failure that is told', async () => {
    const page = await methodPage();
    const id = '0123456789abcdef';
    await page.outcomes.saveFile({ id, name: 'old.jsonl', text: '{}' });
    page.play.set({ of: 'file', file: id });
    await page.lab.follow();
    expect(page.lab.setup.problems.failure?.message).toContain('Line 1');
    expect(page.lab.reason).toContain('Open a JSONL file');
  });
});

describe('an engine that is lost', () => {
  it('takes its model with it, and the page offers to load it again', async () => {
    const { play, lab, host } = await methodPage();
    host.methodFails = new AppError('device-lost', 'The graphics device was lost. Load the model again.');
    await lab.run();
    expect(play.model.loaded).toBeNull();
    expect(play.model.failure?.action).toBe('reload-model');
    expect(lab.said).toContain('The model is gone');
    expect(lab.columns.every(({ run }) => run === null)).toBe(true);
  });
});

describe('what stands beside the columns', () => {
  it('can fail too, and is there to say why', async () => {
    const { lab, host } = await methodPage(HASH.replace('wait-after-answer,', ''));
    host.methodFails = new AppError('internal', 'The greedy answer broke. Load the model again.');
    await lab.run();
    expect(lab.beside.map(({ chosen, failure }) => [chosen.method.id, failure?.message])).toEqual([
      ['greedy', 'The greedy answer broke. Load the model again.'],
    ]);
    expect(lab.said).toContain('Each method says why');
  });
});

describe('the engine’s work', () => {
  const work = ({ lab }: Awaited<ReturnType<typeof methodPage>>) => lab.columns.map(({ run }) => run?.work);
  it('is that of all runs of a comparison, and not known of what was done before a reload', async () => {
    const page = await methodPage();
    page.host.onItem = () => page.lab.stop();
    await page.lab.run();
    page.host.onItem = () => {};
    expect(work(page)).toEqual([null, null]);
    page.play.set({ count: 2 });
    await page.lab.run();
    expect(work(page)).toEqual([WORK, WORK]);
    page.play.set({ count: 3 });
    await page.lab.run();
    const twice = { passes: 2 * WORK.passes, computedTokens: 2 * WORK.computedTokens };
    expect(work(page)).toEqual([twice, twice]);
    const again = await methodPage(HASH, page.outcomes, page.comparisons);
    expect(counts(again)).toEqual([3, 3]);
    expect(work(again)).toEqual([null, null]);
  });
});

describe('the last column', () => {
  it('stays, and says so', async () => {
    const { play, lab } = await methodPage(HASH.replace('wait-after-answer,', ''));
    lab.setup.remove(0);
    expect(lab.said).toContain('One method has to stay');
    expect(play.link.methods).toBe('self-consistency;n=2');
    const method = lab.setup.chosen[0]?.method;
    if (method === undefined) throw new Error('no method');
    lab.setup.leaveOut(method);
    expect(lab.said).toContain('One method has to stay');
    expect(lab.setup.stayReason(method)).toBe(lab.said);
    lab.setup.add();
    expect(lab.setup.stayReason(method)).toBeNull();
    lab.setup.leaveOut(method);
    expect(lab.said).toContain('is taken out');
    expect(lab.setup.has(method)).toBe(false);
  });
});

describe('beginning anew', () => {
  it('keeps what another comparison has too, and says so', async () => {
    const page = await methodPage();
    const { play, lab, comparisons, open } = page;
    await lab.run();
    play.set({ methods: 'wait-after-answer' });
    await open();
    await lab.run();
    play.set({ methods: 'wait-after-answer,self-consistency;n=2' });
    await open();
    await lab.forget();
    expect(counts(page)).toEqual([3, 0]);
    expect(lab.said).toContain('so they stay: Greedy');
    expect(lab.said).toContain('“Wait,” after the answer');
    const again = await methodPage(HASH, page.outcomes, comparisons);
    expect(counts(again)).toEqual([3, 0]);
    // One that was deleted can be had back still.
    const [newest] = await comparisons.list('');
    await comparisons.remove(newest?.id ?? '', 0);
    await again.lab.run();
    await again.lab.forget();
    expect(counts(again)).toEqual([3, 0]);
  });
  it('throws all of it away where no other has it', async () => {
    const page = await methodPage();
    await page.lab.run();
    await page.lab.forget();
    expect(counts(page)).toEqual([0, 0]);
    expect(page.lab.said).toBe('What was finished of this comparison is thrown away.');
    expect(await page.comparisons.bytes()).toBe(0);
  });
});
