import { describe, expect, it } from 'vitest';
import { stepPlace } from './edits.ts';
import { ready } from './line-host-fixture.ts';

/** What happened on the branch on screen. */
async function page() {
  const { play, host } = await ready('#seed=7&difficulty=2');
  await play.generate();
  const found = () => play.view.events.map(({ kind, at }) => [kind, at]);
  return { play, host, found };
}

describe('what happened', () => {
  it('is nothing in a first answer', async () => {
    const { found } = await page();
    expect(found()).toEqual([]);
  });

  it('is the injected word where it begins, and the correction after it', async () => {
    const { play, found } = await page();
    const written = play.view.branch?.textLength ?? 0;
    await play.wait({ text: 'Wait,' }, 'answer');
    expect(found()[0]).toEqual(['injected', written]);
    expect(play.view.events[0]?.words).toContain('injected “');
    for (const [kind, at] of found().slice(1)) {
      expect(kind).toBe('correction');
      expect(at).toBeGreaterThan(written);
    }
  });

  it('is text that was withdrawn, on its branch and on those that come from it', async () => {
    const { play, found } = await page();
    const [step] = play.view.steps;
    if (step === undefined) throw new Error('no step');
    await play.backtrack(step);
    expect(found()[0]).toEqual(['withdrawn', step.from]);
    expect(play.view.events[0]?.words).toMatch(/^withdrew \d+ tokens: /);
    await play.wait({ text: 'Wait,' }, 'answer');
    expect(
      found()
        .slice(0, 2)
        .map(([kind]) => kind),
    ).toEqual(['withdrawn', 'injected']);
    await play.wait({ text: 'Wait,' }, step);
    expect(found().filter(([kind]) => kind === 'withdrawn')).toEqual([
      ['withdrawn', step.from],
      ['withdrawn', step.to],
    ]);
  });

  it('is text that was typed', async () => {
    const { play, found } = await page();
    const [, step] = play.view.steps;
    if (step === undefined) throw new Error('no second step');
    const { branch, rows } = play.view;
    const place = branch === null ? null : stepPlace(branch, rows, step.from);
    if (place === null) throw new Error('no place');
    play.view.selectToken(step.from);
    await play.edit(place, 'Step 2: 1.');
    expect(found().map(([kind]) => kind)).toEqual(expect.arrayContaining(['withdrawn', 'edited']));
  });
});
