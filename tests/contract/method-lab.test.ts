/** The Methods screen's state on a scripted engine: methods side by side, kept, stopped, gone on with, shown. */
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { MethodLab } from '#state/method-lab.svelte.ts';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';
import { solver } from './method-fixture.ts';
import { HASH, counts, opened } from './method-lab-fixture.ts';
import { lacking } from './one-text-engine.ts';

describe('a comparison of methods', () => {
  it('runs every method on every problem, beside greedy and as many tokens of samples', async () => {
    const { play, lab, asked } = await opened();
    expect(lab.reason).toBeNull();
    await lab.run();
    expect(lab.said).toBe('All methods are done. The comparison is kept, under Runs.');
    expect(counts(lab)).toEqual([4, 4]);
    expect(asked.map(({ method }) => method)).toEqual([
      ...['greedy', 'wait-after-answer', 'self-consistency', 'self-certainty-best-of-n'],
    ]);
    const [wait, vote] = lab.compared;
    expect([wait?.before, vote?.before]).toEqual(['draft', 'greedy']);
    for (const one of [wait, vote]) {
      expect(one?.baselines?.selfConsistency?.k).toBeGreaterThan(0);
      const { rightRight, rightWrong, wrongRight, wrongWrong } = one?.flips ?? {};
      expect((rightRight ?? 0) + (rightWrong ?? 0) + (wrongRight ?? 0) + (wrongWrong ?? 0)).toBe(4);
    }
    expect(play.link.item).toBe(1);
  });
  it('shows what was written for a problem, what was chosen first, step under step', async () => {
    const { play, lab } = await opened();
    await lab.run();
    lab.look(3);
    for (const { run } of lab.columns) await run?.show(lab.item?.id ?? null);
    const [wait, vote] = lab.columns.map(({ run }) => run?.shown ?? null);
    expect(wait?.view.branch?.reason).toBe('wait');
    expect(vote?.view.branch?.reason).toBe('sample');
    expect(lab.rows.some(({ at }) => at.every((index) => index !== null))).toBe(true);
    expect(wait?.trace?.header.method.id).toBe('wait-after-answer');
    const [column] = lab.columns;
    expect(column && lab.openInPlay(column)).toBe(true);
    expect(play.live.trace?.header.problem.text).toBe(lab.item?.text);
    expect(play.view.summaries).toHaveLength(2);
  });
  it('keeps what is finished when it is stopped: a page that is opened anew has it, and does what is left', async () => {
    const hash = HASH.replace('count=4', 'count=40');
    const { lab, store, hooks } = await opened(hash);
    hooks.told = ({ method }) => {
      if (method !== 'wait-after-answer' || lab.columns[0]?.outcomes.length === 0) return;
      expect(lab.setup.locked).toContain('Stop them first');
      lab.setup.remove(0);
      lab.stop();
    };
    await lab.run();
    expect(lab.said).toContain('is kept, and Run goes on');
    expect(lab.columns).toHaveLength(2);
    const before = counts(lab);
    expect(before[0]).toBeLessThan(40);

    const again = await opened(hash, store);
    expect(counts(again.lab)).toEqual(before);
    await again.lab.run();
    expect(counts(again.lab)).toEqual([40, 40]);
    const left = again.asked.find(({ method }) => method === 'wait-after-answer');
    expect(left?.done ?? []).toHaveLength(before[0] ?? 0);
    const whole = await opened(hash);
    await whole.lab.run();
    const answers = (one: MethodLab) =>
      one.columns.map(({ outcomes }) => outcomes.map(({ candidates }) => candidates));
    expect(answers(again.lab)).toEqual(answers(whole.lab));
  });
  it('has more problems do the new ones only, and forgets on request', async () => {
    const { play, lab, asked, open } = await opened();
    await lab.run();
    play.set({ count: 6 });
    await open();
    expect(counts(lab)).toEqual([4, 4]);
    asked.length = 0;
    await lab.run();
    expect(asked.find(({ method }) => method === 'wait-after-answer')?.done).toHaveLength(4);
    expect(counts(lab)).toEqual([6, 6]);
    await lab.forget();
    expect(counts(lab)).toEqual([0, 0]);
    expect((await opened(HASH, new MemoryMethodStore())).lab.compared).toEqual([null, null]);
  });
  it('leaves out what the model cannot follow, and says why', async () => {
    const { lab, asked } = await opened(HASH.replace('self-consistency;n=2', 'self-refine'));
    expect(lab.columns[1]?.misfit).toContain('follows instructions');
    await lab.run();
    expect(asked.some(({ method }) => method === 'self-refine')).toBe(false);
    expect(counts(lab)).toEqual([4, 0]);
    const tags = await opened(HASH.replace('self-consistency;n=2', 'proactive-refinement'));
    expect(tags.lab.columns[1]?.misfit).toBeNull();
    tags.lab.setup.setArgument(1, 'trigger', 'tag');
    expect(tags.lab.columns[1]?.misfit).toMatch(/^With these arguments it needs .* follows instructions/);
    const none = await opened(HASH.replace(/methods=.*/, 'methods=self-refine'));
    expect(none.lab.reason).toContain('follows instructions');
  });
  it('leaves out what the engine cannot do, samples for comparison too, and says why', async () => {
    const { lab, asked } = await opened(HASH, undefined, undefined, () => lacking(solver()));
    expect(lab.columns.map(({ misfit }) => misfit)).toEqual([
      null,
      expect.stringMatching(/keeps one only.* on another engine\.$/),
    ]);
    expect(lab.reason).toBeNull();
    await lab.run();
    expect(asked.map(({ method }) => method)).toEqual(['greedy', 'wait-after-answer']);
    expect(counts(lab)).toEqual([4, 0]);
    expect(lab.said).toMatch(/^All methods are done\..* Samples worth as many tokens were left out\. /);
    expect(lab.beside.map(({ chosen }) => chosen.method.id)).toEqual(['greedy']);
    const only = HASH.replace(/methods=.*/, 'methods=self-consistency');
    const none = await opened(only, undefined, undefined, () => lacking(solver()));
    expect(none.lab.reason).toContain('keeps one only');
  });
  it('is told by the link: methods with arguments, and what cannot be had', async () => {
    const { play, lab } = await opened(`${HASH},none,backtrack;samples=x`);
    expect(lab.said).toMatch(/asks for none: .*backtrack: samples=x does not work/s);
    expect(lab.setup.chosen.map(({ args }) => args['n'] ?? null)).toEqual([null, 2]);
    lab.setup.setArgument(1, 'n', '3');
    expect(play.link.methods).toBe('wait-after-answer,self-consistency;n=3');
    lab.setup.setArgument(1, 'n', '0');
    expect(lab.said).toContain('n=0 does not work');
    expect(play.link.methods).toContain('n=3');
    for (let i = 0; i < 3; i++) lab.setup.add();
    expect(lab.setup.chosen).toHaveLength(4);
    expect(lab.said).toContain('There is room for 4');
  });
  it('takes problems from a file, which the link finds again in this browser', async () => {
    const { play, lab, store } = await opened();
    const text = '{"question":"What is 2 + 2 + 1?","answer":"5"}\n{"question":"1 + 1?","answer":"2"}';
    await lab.setup.problems.open(new File([text], 'sums.jsonl'));
    expect([play.link.of, lab.items.length, lab.setup.problems.lines]).toEqual(['file', 2, 2]);
    await lab.run();
    expect(counts(lab)).toEqual([2, 2]);
    const hash = `${HASH}&of=file&file=${play.link.file}`;
    const again = await opened(hash, store);
    expect(counts(again.lab)).toEqual([2, 2]);
    const elsewhere = await opened(hash);
    expect(elsewhere.lab.setup.problems.failure?.message).toContain('Open that file here');
    expect(elsewhere.lab.reason).toContain('Open a JSONL file');
    await elsewhere.lab.setup.problems.open(new File(['{}'], 'none.jsonl'));
    expect(elsewhere.lab.setup.problems.failure?.message).toContain('Line 1');
  });
  it('goes on where nothing can be kept, says so, and shows the traces of this sitting', async () => {
    const store = new MemoryMethodStore();
    store.save = () => Promise.reject(new AppError('storage-full', 'No room. Delete runs.'));
    const { lab } = await opened(HASH, store);
    await lab.run();
    expect(lab.said).toBe('All methods are done.');
    const [column] = lab.columns;
    expect(column?.run?.unkept?.code).toBe('storage-full');
    await column?.run?.show(lab.items[3]?.id ?? null);
    expect(column?.run?.shown?.trace?.events.length).toBeGreaterThan(0);
  });
});
