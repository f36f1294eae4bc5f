import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import { parseTrace, serialiseTrace } from '#core/trace/serialise.ts';
import { HandClock } from './replay-fixture.ts';
import { ready } from './line-host-fixture.ts';
import { Play } from './play.svelte.ts';
import { openTrace } from './runs-open.ts';

/** Branch 0 is the answer, 1 waits after it, 2 after that; 3 waits after the answer too. */
async function grown() {
  const { play, host } = await ready();
  await play.generate();
  await play.wait({ text: 'Wait,' }, 'answer');
  await play.wait({ text: 'So' }, 'answer');
  play.selectBranch(0);
  await play.wait({ text: '' }, 'answer');
  return { play, host };
}
/** A page without a model. */
const bare = (recorded: Trace | null): Play =>
  new Play({
    ...{ openHost: null, models: [], app: 't', now: () => '', hash: '' },
    ...{ recorded, playback: new HandClock() },
  });
const shown = (play: Play): number[] => play.view.shown.map(({ branch }) => branch.id);
const named = (play: Play, id: number): string => play.view.summaries[id]?.branch.name ?? '';

describe('BranchNotes', () => {
  it('renames, and an empty name or the label itself gives the label back', async () => {
    const { play } = await grown();
    play.renameBranch(1, '  It looks again ');
    expect(named(play, 1)).toBe('It looks again');
    expect(play.said).toBe('Branch 2 is now “It looks again”.');
    play.renameBranch(1, ' ');
    expect(named(play, 1)).toBe('“Wait,” after the answer');
    const { length } = play.live.trace?.events ?? [];
    play.renameBranch(1, '“Wait,” after the answer');
    expect(play.live.trace?.events).toHaveLength(length ?? -1);
    play.renameBranch(1, 'x'.repeat(300));
    expect(named(play, 1)).toHaveLength(200);
  });
  it('keeps name and pin apart', async () => {
    const { play } = await grown();
    play.pinBranch(2, true);
    play.renameBranch(2, 'Twice');
    expect(play.view.tree.pinned.map(({ summary }) => summary.branch.name)).toEqual(['Twice']);
    play.pinBranch(2, false);
    expect(play.view.tree.pinned).toEqual([]);
    expect(named(play, 2)).toBe('Twice');
  });
  it('prunes a branch with all that came from it, and shows what it came from', async () => {
    const { play } = await grown();
    play.selectBranch(2);
    play.pruneBranch(1);
    expect(shown(play)).toEqual([0, 3]);
    expect(play.view.branchId).toBe(0);
    expect(play.said).toContain('Pruned 2 branches. Branch 1 is on screen now.');
    expect(play.notes.offer).toBe('Pruned 2 branches.');
    expect(play.view.summaries).toHaveLength(4);
  });
  it('leaves the screen alone when something else is pruned', async () => {
    const { play } = await grown();
    play.pruneBranch(2);
    expect(play.view.branchId).toBe(3);
    expect(play.said).toMatch(/^Pruned 1 branch\. Undo/);
  });
  it('undoes in turn, back to what was on screen', async () => {
    const { play } = await grown();
    play.selectBranch(2);
    play.renameBranch(1, 'Mine');
    play.pruneBranch(1);
    play.undo();
    expect(shown(play)).toEqual([0, 1, 2, 3]);
    expect(play.view.branchId).toBe(2);
    expect(play.said).toBe('Undone: the pruning of branch 2.');
    expect(play.notes.offer).toBeNull();
    play.undo();
    expect(named(play, 1)).toBe('“Wait,” after the answer');
    expect(play.notes.canUndo).toBe(false);
    play.undo();
    expect(play.said).toBe('There is nothing to undo.');
  });
  it('does not take the screen from what was chosen since', async () => {
    const { play } = await grown();
    play.selectBranch(1);
    play.pruneBranch(1);
    play.selectBranch(3);
    play.undo();
    expect(play.view.branchId).toBe(3);
  });
  it('shows again what was pruned, but for what was pruned on its own', async () => {
    const { play } = await grown();
    play.pruneBranch(2);
    play.pruneBranch(1);
    play.showBranch(1);
    expect(shown(play)).toEqual([0, 1, 3]);
    expect(play.said).toBe('1 branch back in the tree.');
    play.showBranch(2);
    expect(shown(play)).toEqual([0, 1, 2, 3]);
    play.selectBranch(2);
    play.undo();
    expect(shown(play)).toEqual([0, 1, 3]);
    expect(play.view.branchId).toBe(1);
  });
  it('never prunes all of it, and nothing while the model writes', async () => {
    const { play, host } = await grown();
    play.pruneBranch(0);
    expect(play.said).toContain('This would leave nothing on screen.');
    expect(shown(play)).toHaveLength(4);
    host.onRun = () => {
      play.pruneBranch(1);
      expect(play.said).toContain('Stop it first');
      play.renameBranch(1, 'Meanwhile');
    };
    await play.wait({ text: 'Wait,' }, 'answer');
    expect(shown(play)).toHaveLength(5);
    expect(named(play, 1)).toBe('Meanwhile');
  });
  it('writes a pruned greedy answer again when asked', async () => {
    const { play } = await ready();
    await play.generate();
    await play.wait({ text: 'Wait,' }, 'answer');
    play.set({ temperature: 1 });
    await play.generate();
    play.set({ temperature: 0 });
    expect(play.reasons.generate).toContain('same answer again');
    play.pruneBranch(0);
    expect(play.reasons.generate).toBeNull();
  });
  it('needs no model and minds no other one, and a reload keeps all of it', async () => {
    const { play } = await grown();
    play.renameBranch(1, 'Mine');
    play.pinBranch(1, true);
    play.pruneBranch(3);
    const { trace } = play.live;
    if (trace === null) throw new Error('no trace');
    const kept = parseTrace(serialiseTrace(trace));
    if (kept instanceof AppError) throw kept;
    const later = bare(null);
    openTrace(later, kept);
    expect(shown(later)).toEqual([0, 1, 2]);
    expect(later.view.branchId).toBe(2);
    expect(later.view.tree.pinned.map(({ summary }) => summary.branch.name)).toEqual(['Mine']);
    expect(later.foreign).toBe(true);
    expect(later.notes.canUndo).toBe(false);
    later.pruneBranch(1);
    expect(shown(later)).toEqual([0]);
    expect(later.live.trace?.events.slice(0, kept.events.length)).toEqual(kept.events);
  });
  it('leaves a recorded run as it is, and says why', async () => {
    const { play } = await grown();
    const recorded = play.live.trace;
    if (recorded === null) throw new Error('no trace');
    const visit = bare(recorded);
    for (const deed of [
      () => visit.renameBranch(1, 'Mine'),
      () => visit.pinBranch(1, true),
      () => visit.pruneBranch(1),
    ]) {
      visit.say('');
      deed();
      expect(visit.said).toContain('A recorded run stays as it is.');
    }
    expect(visit.live.trace?.events).toEqual(recorded.events);
    expect(visit.live.recorded).toBe(true);
  });
  it('waits until a replay is over, which ends on what is in sight', async () => {
    const { play } = await grown();
    play.selectBranch(3);
    play.pruneBranch(3);
    play.replayRun();
    play.replay?.to(0);
    expect(play.notes.reason).toContain('Leave it first');
    play.renameBranch(0, 'Mine');
    play.replay?.to(play.replay.cuts.length);
    expect(named(play, 0)).toBe('greedy');
    expect(shown(play)).toEqual([0, 1, 2]);
    expect(play.view.branchId).toBe(0);
    expect(play.notes.reason).toBeNull();
  });
  it('forgets what it could undo when another trace comes on screen', async () => {
    const { play } = await grown();
    play.pruneBranch(3);
    play.newProblem();
    await play.generate();
    expect(play.notes.offer).toBeNull();
    expect(play.notes.canUndo).toBe(false);
  });
});
