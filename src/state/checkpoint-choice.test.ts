import { describe, expect, it } from 'vitest';
import { LineHost } from './line-host-fixture.ts';
import { offered } from './model-fixture.ts';
import { Play } from './play.svelte.ts';
import { HandClock } from './replay-fixture.ts';

const TINY = offered('tiny', [64, 256]);

function page(hash = '', search = ''): { play: Play; clock: HandClock; asked: string[] } {
  const asked: string[] = [];
  const clock = new HandClock();
  const openHost = (): LineHost => {
    const host = new LineHost();
    const load = host.load.bind(host);
    host.lines = ['Step 1: 1 + 1 = 2.'];
    host.load = (source, options, onProgress) => {
      asked.push(source.type === 'catalog' ? source.id : source.name);
      return load(source, options, onProgress);
    };
    return host;
  };
  const play = new Play({
    openHost,
    models: [TINY, offered('other')],
    app: 'test',
    now: () => '2026-01-01T00:00:00Z',
    recorded: null,
    playback: clock,
    hash,
    search,
  });
  return { play, clock, asked };
}
/** Loads settle in a few turns of the loop. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the slider through the training', () => {
  it('stands at the finished model, and at the checkpoint that the link names', async () => {
    const { play } = page();
    await play.start();
    expect(play.checkpoints.placeOf(TINY)).toBe(2);
    const linked = page('#model=tiny-256');
    await linked.play.start();
    expect(linked.play.checkpoints.placeOf(TINY)).toBe(1);
    expect(linked.asked).toEqual(['tiny-256']);
    expect(linked.play.said).toContain('tiny after 256 steps is ready');
  });
  it('loads what it rests on, and nothing that it passes over', async () => {
    const { play, clock, asked } = page();
    await play.start();
    play.checkpoints.move(TINY, 1);
    play.checkpoints.move(TINY, 0);
    expect(play.checkpoints.placeOf(TINY)).toBe(0);
    expect(asked).toEqual(['tiny']);
    clock.tick();
    await settle();
    expect(asked).toEqual(['tiny', 'tiny-64']);
    expect(play.link.model).toBe('tiny-64');
    play.checkpoints.move(TINY, 2);
    clock.tick();
    await settle();
    expect(play.model.loaded?.source).toEqual({ type: 'catalog', id: 'tiny' });
  });
  it('is left when another model is chosen meanwhile', async () => {
    const { play, clock, asked } = page();
    play.checkpoints.move(TINY, 0);
    await play.loadModel('other');
    clock.tick();
    await settle();
    expect(asked).toEqual(['other']);
    expect(play.checkpoints.placeOf(TINY)).toBe(2);
  });
});

describe('another model', () => {
  it('leaves problem, settings and run as they are; a new answer is its own, under its name', async () => {
    const { play } = page('#seed=3&difficulty=3&temperature=0.5');
    await play.start();
    await play.generate();
    const trace = structuredClone(play.live.trace);
    expect(trace?.header.model.id).toBe('tiny');
    await play.loadModel('tiny-64');
    expect(play.live.trace).toEqual(trace);
    expect(play.link).toMatchObject({ seed: 3, difficulty: 3, temperature: 0.5, model: 'tiny-64' });
    expect(play.newHeader()?.model.id).toBe('tiny-64');
    expect(play.said).toContain('tiny after 64 steps is ready');
  });
  it('is loaded when the address asks for it, except where a lesson keeps its own', async () => {
    const { play, asked } = page('#model=tiny');
    await play.start();
    play.followLink('#model=tiny-64&seed=5');
    await settle();
    expect(asked).toEqual(['tiny', 'tiny-64']);
    expect(play.link).toMatchObject({ model: 'tiny-64', seed: 5 });
    play.followLink('#model=tiny-64&seed=6');
    await settle();
    expect(asked).toHaveLength(2);
    const lesson = page('#model=tiny', '?lock=model');
    await lesson.play.start();
    lesson.play.followLink('#model=tiny-64');
    await settle();
    expect(lesson.asked).toEqual(['tiny']);
    expect(lesson.play.link.model).toBe('tiny');
    expect(lesson.play.said).toContain('keeps its model');
  });
  it('is not in the address any more when its loading is stopped', async () => {
    const { play } = page();
    await play.loadModel('tiny');
    const loading = play.loadModel('tiny-64');
    play.stopLoading();
    await loading;
    expect(play.link.model).toBe('tiny');
    expect(play.model.loaded?.name).toBe('tiny');
  });
});
