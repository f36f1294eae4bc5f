import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import { ready } from './line-host-fixture.ts';
import { BEFORE_BRANCH_MS, Replay } from './replay.svelte.ts';

/** A clock that stands still until it is told. */
function clock() {
  let waiting: { milliseconds: number; deed: () => void } | null = null;
  return {
    later: (milliseconds: number, deed: () => void) => {
      waiting = { milliseconds, deed };
      return () => (waiting = null);
    },
    get waits() {
      return waiting?.milliseconds ?? null;
    },
    tick() {
      const { deed } = waiting ?? { deed: () => {} };
      waiting = null;
      deed();
    },
  };
}
async function recordedPlay() {
  const { play } = await ready('#seed=7&difficulty=2');
  await play.generate();
  await play.wait({ text: 'Wait,' }, 'answer');
  const recorded = play.live.trace;
  if (recorded === null) throw new Error('no trace');
  return { recorded, play };
}

describe('Replay', () => {
  it('shows every event in turn, waits before a branch, and ends with the whole run', async () => {
    const { recorded, play } = await recordedPlay();
    const time = clock();
    const replay = new Replay(play, recorded, time.later);
    replay.start();
    const waits: (number | null)[] = [];
    for (let shown = 1; shown < recorded.events.length; shown++) {
      expect(play.live.view.branches.length).toBe(foldTrace(recorded.events.slice(0, shown)).branches.length);
      expect(replay.playing).toBe(true);
      waits.push(time.waits);
      time.tick();
    }
    expect(waits.filter((wait) => wait === BEFORE_BRANCH_MS)).toHaveLength(1);
    expect(replay.playing).toBe(false);
    expect(play.live.recorded).toBe(true);
    expect(play.view.branchId).toBe(1);
    expect(play.view.tokens).toEqual(foldTrace(recorded.events).branches[1]?.tokens);
  });

  it('shows all at once when it is skipped, and its levers wait until then', async () => {
    const { recorded, play } = await recordedPlay();
    const time = clock();
    const replay = new Replay(play, recorded, time.later);
    play.replay = replay;
    replay.start();
    time.tick();
    expect(play.reasons.wait).toContain('The recorded run is playing');
    expect(play.reasons.generate).toBeNull();
    play.stop();
    expect(replay.playing).toBe(false);
    expect(play.reasons.wait).toBeNull();
    expect(time.waits).toBeNull();
    expect(play.live.view.branches).toHaveLength(2);
  });

  it('never covers what came on screen meanwhile, when it is skipped late', async () => {
    const { recorded, play } = await recordedPlay();
    const time = clock();
    const replay = new Replay(play, recorded, time.later);
    replay.start();
    play.live.begin({ ...recorded.header, seed: 99 });
    replay.skip();
    expect(replay.playing).toBe(false);
    expect(time.waits).toBeNull();
    expect(play.live.header?.seed).toBe(99);
    expect(play.live.recorded).toBe(false);
  });

  it('ends when something else comes on screen', async () => {
    const { recorded, play } = await recordedPlay();
    const time = clock();
    const replay = new Replay(play, recorded, time.later);
    replay.start();
    play.live.begin({ ...recorded.header, seed: 99 });
    time.tick();
    expect(replay.playing).toBe(false);
    expect(play.live.header?.seed).toBe(99);
    expect(play.live.view.branches).toHaveLength(0);
  });
});
