import { describe, expect, it } from 'vitest';
import { LineHost, ready } from './line-host-fixture.ts';
import { offered } from './model-fixture.ts';
import { Play } from './play.svelte.ts';
import { HandClock } from './replay-fixture.ts';
import type { Trace } from '#core/trace/events.ts';

function inLesson(search: string, hash = '', recorded: Trace | null = null): Play {
  return new Play({
    openHost: () => new LineHost(),
    models: [offered('a'), offered('b')],
    app: 'test',
    now: () => '2026-01-01T00:00:00Z',
    recorded,
    playback: new HandClock(),
    hash,
    search,
  });
}

describe('the page in a lesson', () => {
  it('refuses what the lesson keeps, and says why, until its reader leaves it', async () => {
    const play = inLesson('?teach=generate&lock=problem,model', '#seed=3');
    await play.start();
    const { text } = play.draft;
    play.newProblem();
    expect(play.said).toBe('This lesson keeps its problem. “Show everything” opens it.');
    expect(play.draft.text).toBe(text);
    await play.loadModel('b');
    expect(play.said).toContain('keeps its model');
    expect(play.link.model).toBe('');
    await play.generate();
    await play.wait({ text: 'Wait,' }, 'answer');
    expect(play.said).toContain('leaves Wait out');
    expect(play.view.summaries).toHaveLength(1);
    expect(play.lesson.levers).toEqual(['generate', 'stop']);
    play.lesson.left = true;
    expect(play.reasons.wait).toBe('There is no answer yet. Press Generate first.');
    play.newProblem();
    expect(play.link.seed).toBe(4);
  });
  it('begins with nothing written, where others see the recorded run', async () => {
    const { play } = await ready();
    await play.generate();
    const { trace } = play.live;
    expect(inLesson('', '', trace).live.recorded).toBe(true);
    expect(inLesson('?teach=generate', '', trace).live.header).toBeNull();
  });
  it('reports what its link says wrongly, beside what the hash does', () => {
    expect(inLesson('?teach=x', '#seed=-1').linkProblems).toHaveLength(2);
  });
});

describe('a problem in the address', () => {
  it('is the typed one, until a generated one takes its place', () => {
    const play = inLesson('', '#problem=How%20many%20legs%3F&seed=5');
    expect(play.draft.problem).toEqual({ text: 'How many legs?', generated: null });
    expect(play.address).toMatchObject({ problem: 'How many legs?', seed: 5 });
    play.draft.type('How many eyes?');
    expect(play.address.problem).toBe('How many legs?');
    play.draft.settle();
    expect(play.address.problem).toBe('How many eyes?');
    play.newProblem();
    expect(play.address).toMatchObject({ problem: '', seed: 6 });
    expect(play.draft.generated).toMatchObject({ seed: 6 });
  });
  it('follows the address, which never takes away a text that it does not carry', () => {
    const play = inLesson('', '#seed=5');
    play.followLink('#seed=5&problem=Why%3F');
    expect(play.draft.text).toBe('Why?');
    play.followLink('#seed=5');
    expect(play.draft.generated).toMatchObject({ seed: 5 });
    play.draft.type('x'.repeat(3000));
    play.draft.settle();
    play.followLink('#seed=6');
    expect(play.draft.text).toHaveLength(3000);
  });
});
