import { describe, expect, it } from 'vitest';
import { backtrackPlace, firstWrong, stepsBackIssue } from './backtrack-places.ts';
import { ready } from './line-host-fixture.ts';

/** An answer of the page's problem with a wrong second step. */
async function wrongSecond() {
  const page = await ready('#seed=7&difficulty=3');
  page.host.lines = page.host.lines.map((line, i) =>
    i === 1 ? line.replace(/= (\d+)\.$/, (_, n: string) => `= ${Number(n) + 1}.`) : line,
  );
  await page.play.generate();
  return page;
}

describe('where to go back to', () => {
  it('the first wrong step, not what follows from it', async () => {
    const { play, host } = await wrongSecond();
    expect(play.view.rows.map(({ mark }) => mark?.verdict)).toEqual(['right', 'wrong', 'right', 'right']);
    const second = play.view.steps[1];
    expect(firstWrong(play.view.rows)).toEqual(second);
    await play.backtrack('first-wrong');
    expect(host.asked[1]).toMatchObject({
      open: { at: second?.from, reason: 'backtrack', label: 'backtracked to step 2: first wrong' },
    });
  });
  it('nowhere, and it says so, where nothing is wrong or nobody knows', async () => {
    const { play, host } = await ready('#seed=7&difficulty=2');
    await play.generate();
    await play.backtrack('first-wrong');
    expect(play.said).toContain('nothing wrong');
    play.draft.type('What is 2 + 2?');
    host.lines = ['It is 5.'];
    await play.generate();
    const before = host.asked.length;
    await play.backtrack('first-wrong');
    expect(play.said).toContain('There is no checker');
    expect(host.asked).toHaveLength(before);
  });
  it('so many steps back from the end', async () => {
    const { play, host } = await ready('#seed=7&difficulty=3');
    await play.generate();
    const { rows, steps } = play.view;
    expect(backtrackPlace(rows, { stepsBack: 1 })?.row).toEqual(steps[2]);
    expect(backtrackPlace(rows, { stepsBack: 3 })?.row).toEqual(steps[0]);
    for (const stepsBack of [0, 4]) expect(backtrackPlace(rows, { stepsBack })).toBeNull();
    await play.backtrack({ stepsBack: 2 });
    expect(host.asked[1]).toMatchObject({
      open: { at: steps[1]?.from, label: 'backtracked to step 2: 2 steps back' },
    });
  });
  it('refuses a number of steps that there are not', () => {
    expect(stepsBackIssue(2, 3)).toBeNull();
    for (const typed of [null, 0, 4, 1.5, NaN])
      expect(stepsBackIssue(typed, 3)).toBe('Type a whole number from 1 to 3.');
  });
});
