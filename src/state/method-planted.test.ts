/** A comparison of methods on problems whose answers begin with a planted mistake. */
import { describe, expect, it } from 'vitest';
import { HASH, keptOf, methodPage } from './method-lab-fixture.ts';

describe('a planted mistake', () => {
  it('is asked of every method, baselines too, and named where the comparison is kept', async () => {
    const page = await methodPage(`${HASH}&begin=2`);
    expect(page.lab.items.map(({ given }) => given?.kind)).toEqual(['beginning', 'beginning', 'beginning']);
    await page.lab.run();
    expect(page.host.methods.length).toBeGreaterThan(2);
    for (const { set } of page.host.methods) expect(set).toMatchObject({ type: 'fresh', planted: 2 });
    const { kept } = await keptOf(page);
    expect(kept.list[0]).toMatchObject({
      problems: 'Word problems, 2 steps, a mistake planted at step 2, seed 5',
      link: expect.stringContaining('begin=2') as unknown,
    });
  });
  it('makes another comparison: nothing of the plain one is taken for it', async () => {
    const page = await methodPage();
    await page.lab.run();
    page.play.set({ begin: 'any' });
    await page.open();
    expect(page.lab.columns.map(({ outcomes }) => outcomes.length)).toEqual([0, 0]);
  });
  it('at a step that the problems lack is at their last, and none is planted in a file', async () => {
    const { play, lab } = await methodPage(`${HASH}&begin=9`);
    const { problems } = lab.setup;
    expect(problems.planted).toBe(2);
    expect(problems.set).toMatchObject({ planted: 2 });
    await problems.open(new File(['{"question":"1 + 1?","answer":"2"}'], 'sums.jsonl'));
    expect(lab.items.map(({ given }) => given)).toEqual([undefined]);
    play.set({ of: 'one', begin: '1' });
    expect(problems.set).toMatchObject({ type: 'one', planted: 1 });
  });
});
