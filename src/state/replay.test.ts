import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import { ready } from './line-host-fixture.ts';
import { HandClock } from './replay-fixture.ts';
import { BEFORE_BRANCH_MS, PER_TOKEN_MS } from './replay-pace.ts';
import { Replay } from './replay.svelte.ts';

/** An answer, and a branch with “Wait,” after it; no times are recorded. */
async function replayed({ calm = false } = {}) {
  const { play } = await ready('#seed=7&difficulty=2');
  await play.generate();
  await play.wait({ text: 'Wait,' }, 'answer');
  const { trace } = play.live;
  if (trace === null) throw new Error('no trace');
  const whole = play.live.view;
  const kept = { header: trace.header, events: [...trace.events] };
  const clock = new HandClock({ calm });
  const replay = new Replay(play, kept, clock);
  play.openReplay(replay);
  const tokens = () => play.live.view.branches.reduce((sum, { own }) => sum + own.length, 0);
  return { play, kept, whole, clock, replay, tokens };
}

describe('a replay', () => {
  it('shows one token after the other, waits before a branch, and ends with the very same run', async () => {
    const { play, whole, clock, replay, tokens } = await replayed();
    const waits: (number | null)[] = [];
    for (let shown = 0; shown < replay.cuts.length; shown++) {
      expect([replay.playing, tokens()]).toEqual([true, shown]);
      waits.push(clock.waits);
      clock.tick();
    }
    expect(new Set(waits)).toEqual(new Set([PER_TOKEN_MS, BEFORE_BRANCH_MS]));
    expect(waits.filter((wait) => wait === BEFORE_BRANCH_MS)).toHaveLength(1);
    expect([replay.playing, replay.atEnd, clock.waits]).toEqual([false, true, null]);
    expect(play.live.view).toBe(whole);
    expect(play.view.branchId).toBe(1);
    expect(play.replay).toBe(replay);
  });

  it('is faster by its speed, and catches up when the clock was late', async () => {
    const { clock, replay, tokens } = await replayed();
    replay.setSpeed(0.5);
    expect(clock.waits).toBe(2 * PER_TOKEN_MS);
    clock.tick();
    expect(tokens()).toBe(1);
    replay.setSpeed(1);
    clock.tick(2 * PER_TOKEN_MS);
    expect(tokens()).toBe(4);
  });

  it('goes anywhere by hand, and waits there', async () => {
    const { play, clock, replay, tokens } = await replayed();
    replay.to(3);
    expect([replay.playing, clock.waits, tokens()]).toEqual([false, null, 3]);
    replay.byToken(1);
    replay.byToken(-1);
    expect(tokens()).toBe(3);
    const [, birth] = replay.cuts.births;
    replay.byEvent(1);
    replay.byEvent(1);
    expect([tokens(), play.view.branchId]).toEqual([birth?.position, 1]);
    replay.byEvent(-1);
    expect([tokens(), play.view.branchId]).toEqual([(birth?.position ?? 0) - 1, 0]);
    replay.to(1e9);
    expect(replay.atEnd).toBe(true);
    replay.toggle();
    expect([replay.playing, tokens()]).toEqual([true, 0]);
  });

  it('changes nothing of the trace, and what is added meanwhile is there afterwards', async () => {
    const { play, kept, replay } = await replayed();
    replay.to(2);
    expect(play.live.trace?.events).toEqual(kept.events);
    const note = { type: 'note', branch: 0, name: 'first', pinned: true, pruned: false, time: 0 } as const;
    play.live.append([note]);
    expect(play.live.view.branches[0]?.name).toBe('greedy');
    play.leaveReplay();
    expect(play.live.view.branches[0]?.name).toBe('first');
    expect(play.live.trace?.events).toEqual([...kept.events, note]);
  });

  it('keeps the levers off with a reason until it is left, and then shows what was looked at before', async () => {
    const { play, kept, whole } = await replayed();
    play.leaveReplay();
    play.selectBranch(0);
    play.view.selectToken(2);
    const replay = new Replay(play, kept, new HandClock());
    play.openReplay(replay);
    replay.to(replay.cuts.length - 1);
    for (const lever of ['generate', 'step', 'token', 'wait', 'plant', 'sample'] as const)
      expect(play.reasons[lever]).toContain('This is a replay');
    expect(play.view.branchId).toBe(1);
    play.stop();
    expect(play.replay).toBeNull();
    expect(play.live.view).toBe(whole);
    expect([play.view.branchId, play.view.tokenIndex]).toEqual([0, 2]);
    expect(play.reasons.wait).toBeNull();
  });

  it('gives the levers back at its end, and is left when one is pulled', async () => {
    const { play, replay } = await replayed();
    replay.to(replay.cuts.length);
    expect(play.reasons.wait).toBeNull();
    await play.wait({ text: 'Hmm,' }, 'answer');
    expect(play.replay).toBeNull();
    expect(play.live.view.branches).toHaveLength(3);
  });

  it('does not begin by itself where less motion is wanted', async () => {
    const { clock, replay, tokens } = await replayed({ calm: true });
    expect([replay.playing, clock.waits, tokens()]).toEqual([false, null, 0]);
    replay.toggle();
    clock.tick();
    expect(tokens()).toBe(1);
  });

  it('ends when something else comes on screen, and never covers it', async () => {
    const { play, kept, clock, replay } = await replayed();
    clock.tick();
    play.live.begin({ ...kept.header, seed: 99 });
    expect(play.replay).toBeNull();
    clock.tick();
    replay.close();
    expect([replay.playing, clock.waits]).toEqual([false, null]);
    expect(play.live.header?.seed).toBe(99);
    expect(play.live.view.branches).toHaveLength(0);
  });
});

describe('the replay of a first visit', () => {
  it('lets Generate begin anew, and leaves by itself at its end', async () => {
    const { play, kept } = await replayed();
    play.live.show(kept);
    const clock = new HandClock();
    const replay = new Replay(play, kept, clock, { unattended: true });
    play.openReplay(replay);
    clock.tick();
    expect(play.reasons.wait).toContain('This is a replay');
    expect(play.reasons.generate).toBeNull();
    while (clock.waits !== null) clock.tick();
    expect(play.replay).toBeNull();
    expect(play.reasons.wait).toBeNull();
    expect(play.live.view.branches).toEqual(foldTrace(kept.events).branches);
  });

  it('stays when somebody has taken the controls', async () => {
    const { play, kept } = await replayed();
    play.live.show(kept);
    const replay = new Replay(play, kept, new HandClock(), { unattended: true });
    play.openReplay(replay);
    replay.to(replay.cuts.length);
    expect(play.replay).toBe(replay);
  });
});
