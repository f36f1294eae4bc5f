import { describe, expect, it } from 'vitest';
import { plantPlaces, plantedAt } from '#tasks/planted-turns.ts';
import { ready } from './line-host-fixture.ts';
import { plantPair, plantedNote, userLines } from './plants.ts';
import { rebuild } from './problem-draft.svelte.ts';
import type { Play } from './play.svelte.ts';

function firstPlant(play: Play) {
  const problem = rebuild(play.draft.generated);
  const place = problem === null ? undefined : plantPlaces(problem).find(({ step }) => step === 2);
  const planted = problem === null || place === undefined ? null : plantedAt(problem, place);
  if (place === undefined || planted === null) throw new Error('nothing can be planted');
  return { place, planted };
}

describe('Plant an error', () => {
  it('begins a trace with the wrong line in the model’s own turn', async () => {
    const { play, host } = await ready('#seed=7&difficulty=3');
    const { place, planted } = firstPlant(play);
    host.lines = [];
    await play.plant(place, ['own']);
    expect(host.asked[0]).toMatchObject({
      branch: 0,
      open: { parent: null, at: 0, reason: 'plant', userTurn: null },
      messages: [{ role: 'user', content: play.draft.text }],
      forced: [{ kind: 'planted', content: `${planted.lines.join('\n')}\n` }],
    });
    expect(play.live.header?.problem.text).toBe(play.draft.text);
    expect(play.view.rows.slice(0, 2).map((row) => row.mark?.verdict)).toEqual(['right', 'wrong']);
    expect(play.view.branch?.label).toMatch(/^planted in the model’s turn: .*, step 2$/);
    const [, wrong] = play.view.rows;
    expect(wrong && plantedNote(wrong)).toMatchObject({ word: 'planted' });
    expect(play.reasons.generate).toBeNull();
  });
  it('tells the same lines in the user’s turn, and later levers on the branch keep them', async () => {
    const { play, host } = await ready('#seed=7&difficulty=3');
    const { place, planted } = firstPlant(play);
    await play.plant(place, ['user']);
    const content = [play.draft.text, ...planted.lines, 'Is this right?'].join('\n');
    expect(host.asked[0]).toMatchObject({
      forced: [],
      open: { userTurn: planted.lines.join('\n') },
      messages: [{ role: 'user', content }],
    });
    await play.wait({ text: 'Wait,' }, 'answer');
    expect(host.asked[1]).toMatchObject({
      open: { parent: 0, userTurn: planted.lines.join('\n') },
      messages: [{ role: 'user', content }],
    });
    const problem = play.live.header?.problem;
    const said = problem && userLines(planted.lines.join('\n'), problem);
    expect(said?.map(({ mark }) => mark?.verdict)).toEqual(['right', 'wrong', undefined]);
  });
  it('plants in both turns, and finds the two branches again as a pair', async () => {
    const { play, host } = await ready('#seed=7&difficulty=3');
    await play.generate();
    await play.plant(firstPlant(play).place, ['own', 'user']);
    expect(host.asked.map((request) => request.type === 'continue' && request.branch)).toEqual([0, 1, 2]);
    const pair = plantPair(play.view.summaries, play.view.branchId);
    expect([pair?.own.branch.id, pair?.user.branch.id]).toEqual([1, 2]);
    expect(plantPair(play.view.summaries, 0)).toBeNull();
  });
  it('leaves out the second turn when it is stopped', async () => {
    const { play, host } = await ready('#seed=7&difficulty=3');
    host.onRun = () => play.stop();
    await play.plant(firstPlant(play).place, ['own', 'user']);
    expect(host.asked).toHaveLength(1);
    expect(play.running).toBeNull();
  });
  it('says why there is nothing to plant in a problem without a checker', async () => {
    const { play, host } = await ready();
    const { place } = firstPlant(play);
    play.draft.type('How many legs has a spider?');
    await play.plant(place, ['own']);
    expect(play.said).toContain('There is no checker for a problem you wrote yourself');
    expect(host.asked).toHaveLength(0);
  });
});
