import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '#core/trace/events.ts';
import { ready } from './line-host-fixture.ts';
import { stepPlaces } from './ptrue-places.ts';
import { token } from './token-fixture.ts';

describe('P(True) of steps', () => {
  it('asks about the solution up to and with each step, at its end', async () => {
    const { play, host } = await ready('#seed=7&difficulty=3');
    await play.generate();
    const { steps } = play.view;
    const [first, second] = steps.map(({ text }) => text);
    await play.ptrue('steps');
    expect(host.asked.slice(1)).toMatchObject([
      { type: 'ptrue', at: steps[0]?.to, answer: first },
      { type: 'ptrue', at: steps[1]?.to, answer: `${first}\n${second}` },
      { type: 'ptrue', at: steps[2]?.to, answer: steps.map(({ text }) => text).join('\n') },
    ]);
    expect([...(play.view.summary?.stepReadings.keys() ?? [])]).toEqual(steps.map(({ from }) => from));
    expect(play.said).toBe('P(True) after each of 3 steps: 0.20, 0.20, 0.20.');
  });
  it('leaves the branch’s P(True) to the answer', async () => {
    const { play } = await ready('#seed=7&difficulty=2');
    await play.generate();
    await play.ptrue('steps');
    expect(play.view.summary?.ptrue).toBeNull();
    await play.ptrue();
    const reading = play.view.summary?.ptrue;
    expect(reading).toMatchObject({ at: play.view.branch?.textLength });
    const [step] = play.view.steps;
    if (step === undefined) throw new Error('no step');
    await play.ptrue(step);
    expect(play.view.summary?.ptrue).toBe(reading);
    expect(play.view.summary?.stepReadings.size).toBe(2);
    expect(play.said).toContain(`P(True) of “${step.text}”`);
  });
  it('starts anew after a marker, and with free text tells a step from the answer', async () => {
    const { play, host } = await ready('#seed=7&difficulty=2');
    await play.generate();
    await play.wait({ text: 'Wait, let me check.\n' }, 'answer');
    const last = play.view.steps.at(-1);
    const again = play.view.steps.find((row) => row.again);
    if (last === undefined || again === undefined) throw new Error('no second attempt');
    await play.ptrue(last);
    expect(host.asked.at(-1)).toHaveProperty('answer', `${again.text}\n${last.text}`);
    play.draft.type('How many legs has a spider?');
    host.lines = ['It has eight.', 'So 8.'];
    await play.generate();
    await play.ptrue('steps');
    expect(play.view.summary?.ptrue).toBeNull();
    await play.ptrue();
    expect(play.view.summary?.ptrue?.reading.answer).toBe('8');
  });
  it('offers no step that is still being written', async () => {
    const { play } = await ready('#seed=7&difficulty=2');
    await play.generate();
    const { branch } = play.view;
    if (branch === null) throw new Error('no branch');
    const birth: TraceEvent = {
      ...{ type: 'branch', branch: 1, parent: 0, at: 1, reason: 'fork', label: 'x' },
      ...{ settings: branch.settings, seed: 1, time: 0, userTurn: null },
    };
    const half = token({ bytes: 'Step 2: 1 + ' });
    play.live.append([birth, { type: 'tokens', branch: 1, at: 1, tokens: [half], time: 0 }]);
    play.selectBranch(1);
    const { branch: open, rows } = play.view;
    if (open === null) throw new Error('no branch');
    expect(stepPlaces(open, rows, true).map(({ row }) => row.number)).toEqual([1]);
  });
});
