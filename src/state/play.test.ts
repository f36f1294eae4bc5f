import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { LineHost, ready } from './line-host-fixture.ts';
import { Play } from './play.svelte.ts';
import { HandClock } from './replay-fixture.ts';
import { TOP_K } from './requests.ts';
import { token } from './token-fixture.ts';

describe('Play', () => {
  it('says what to do when a lever is pulled without a model', async () => {
    const play = new Play({
      openHost: null,
      models: [],
      app: 't',
      now: () => '',
      recorded: null,
      playback: new HandClock(),
      hash: '',
    });
    await play.generate();
    expect(play.said).toContain('No model is loaded');
    expect(play.view.branch).toBeNull();
  });
  it('generates, marks the steps and finds the answer', async () => {
    const { play, host } = await ready('#seed=7&difficulty=2');
    await play.generate();
    expect(host.asked[0]).toMatchObject({
      type: 'continue',
      branch: 0,
      kept: [],
      seed: 7,
      topK: TOP_K,
      limit: { until: 'end' },
      messages: [{ role: 'user', content: play.draft.text }],
    });
    expect(play.view.rows.map((row) => row.mark?.sign)).toEqual(['✓', '✓', '✓']);
    expect(play.view.summary?.mark?.verdict).toBe('right');
    expect(play.said).toMatch(/^greedy: The answer is finished: \d+ \(right\)\.$/);
    expect(play.live.header).toMatchObject({
      seed: 7,
      model: { sha256: 'feed' },
      problem: { text: play.draft.text },
    });
  });
  it('waits after the answer without its end token, and after a step at its end', async () => {
    const { play, host } = await ready();
    await play.generate();
    const written = play.view.tokens.length;
    await play.wait({ text: 'Wait,' }, 'answer');
    expect(host.asked[1]).toMatchObject({
      branch: 1,
      open: { parent: 0, at: written - 1, reason: 'wait', label: '“Wait,” after the answer' },
      forced: [{ kind: 'marker', content: 'Wait,' }],
    });
    expect(play.view.branchId).toBe(1);
    expect(play.view.rows.some((row) => row.forced === 'marker')).toBe(true);
    play.selectBranch(0);
    const [first] = play.view.steps;
    if (first === undefined) throw new Error('no step');
    await play.wait({ text: '' }, first);
    expect(host.asked[2]).toMatchObject({ branch: 2, forced: [], open: { parent: 0, at: first.to } });
  });
  it('backtracks to a step and samples, since greedy would repeat itself', async () => {
    const { play, host } = await ready();
    await play.generate();
    const second = play.view.steps[1];
    if (second === undefined) throw new Error('no second step');
    await play.backtrack(second);
    expect(host.asked[1]).toMatchObject({
      open: { at: second.from, reason: 'backtrack', label: 'backtracked to step 2' },
      settings: { temperature: 1 },
    });
    await play.backtrack('least-certain');
    expect(host.asked[2]).toMatchObject({ open: { label: 'backtracked to step 1: least certain, 5.0' } });
  });
  it('branches with an alternative that the token lists, and with no other', async () => {
    const { play, host } = await ready();
    await play.generate();
    const at = play.view.tokens.length;
    const chosen = token({ top: [{ id: 81, logprob: -1, bytes: ' 81' }] });
    play.live.append([
      {
        type: 'branch',
        branch: 1,
        parent: 0,
        at: 1,
        reason: 'fork',
        label: 'x',
        settings: { temperature: 0, topP: 1, topK: 0 },
        seed: 1,
        time: 0,
        userTurn: null,
      },
    ]);
    play.live.append([{ type: 'tokens', branch: 1, at: 1, tokens: [chosen], time: 0 }]);
    play.selectBranch(1);
    play.view.selectToken(1);
    await play.fork(1, 7);
    expect(host.asked).toHaveLength(1);
    await play.fork(1, 81);
    expect(host.asked[1]).toMatchObject({
      branch: 2,
      open: { parent: 1, at: 1, label: '“81” instead of “18”' },
      forced: [{ kind: 'chosen', content: [81] }],
    });
    expect(at).toBeGreaterThan(1);
  });
  it('asks P(True) about the final answer', async () => {
    const { play, host } = await ready();
    await play.generate();
    await play.ptrue();
    expect(host.asked[1]).toMatchObject({ type: 'ptrue', branch: 0 });
    expect(host.asked[1]).toHaveProperty('answer', expect.stringContaining(play.view.summary?.answer ?? '?'));
    expect(play.view.summary?.ptrue?.reading.pTrue).toBe(0.2);
    expect(play.said).toContain('P(True)');
  });
  it('keeps text and tree when the engine is lost, and offers to load again', async () => {
    const { play, host } = await ready();
    await play.generate();
    host.fails = new AppError('worker-lost', 'Gone. Load again.');
    await play.wait({ text: 'Wait,' }, 'answer');
    expect(play.model.failure).toMatchObject({ code: 'worker-lost', action: 'reload-model' });
    expect(play.reasons.wait).toContain('No model is loaded');
    expect(play.view.summaries).toHaveLength(1);
    expect(play.draft.text).not.toBe('');
    host.fails = null;
    await play.loadAgain();
    expect(play.model.failure).toBeNull();
    expect(play.failure).toBeNull();
    expect(play.reasons.wait).toBeNull();
  });
  it('refuses an empty problem and one that cannot fit, and keeps the text', async () => {
    const { play, host } = await ready();
    play.draft.type('  ');
    expect(play.reasons.generate).toContain('Write one here');
    const long = 'x'.repeat(20_000);
    play.draft.type(long);
    await play.generate();
    expect(play.said).toContain('20,000 characters');
    expect(play.said).toContain('512 tokens');
    expect(play.draft.text).toBe(long);
    expect(host.asked).toHaveLength(0);
  });
  it('does not write the same greedy answer twice, but samples a second one', async () => {
    const { play, host } = await ready('#seed=1');
    await play.generate();
    expect(play.reasons.generate).toContain('would write the same answer again');
    play.set({ temperature: 0.7 });
    await play.generate();
    expect(host.asked[1]).toMatchObject({
      branch: 1,
      seed: 2,
      settings: { temperature: 0.7 },
      open: { label: 'T 0.7, seed 2' },
    });
  });
  it('begins a new trace for a new problem, and only then drops the old one', async () => {
    const { play } = await ready('#seed=1');
    await play.generate();
    play.newProblem();
    expect(play.view.summaries).toHaveLength(1);
    expect(play.problemChanged).toBe(true);
    await play.generate();
    expect(play.problemChanged).toBe(false);
    expect(play.live.header?.problem.generated?.seed).toBe(2);
  });
  it('keeps the loaded model when another file cannot be read', async () => {
    const { play } = await ready();
    await play.generate();
    await play.considerFile(new File(['hello'], 'notes.txt'));
    expect(play.model.failure).toMatchObject({ code: 'not-gguf', action: 'choose-file' });
    expect(play.said).toContain('Choose a .gguf file.');
    expect(play.reasons.wait).toBeNull();
    play.dismissFailure();
    expect(play.model.failure).toBeNull();
  });
  it('shows a recorded run, and lets only the model that wrote it go on with it', async () => {
    const { play } = await ready('#seed=7&difficulty=2');
    await play.generate();
    const recorded = play.live.trace;
    if (recorded === null) throw new Error('no trace');
    const host = new LineHost();
    const playback = new HandClock();
    const parts = { models: [], app: 't', now: () => '', recorded, playback, hash: '' };
    const later = new Play({ ...parts, openHost: () => host });
    expect(later.live.recorded).toBe(true);
    expect(later.draft.text).toBe(play.draft.text);
    expect(later.link).toMatchObject({ seed: 7, difficulty: 2 });
    await later.considerFile(new File([''], 'tiny.gguf'));
    await later.acceptOffer();
    expect(later.reasons.wait).toBeNull();
    const model = { ...recorded.header.model, sha256: 'other' };
    const foreign = new Play({
      ...parts,
      openHost: () => host,
      recorded: { ...recorded, header: { ...recorded.header, model } },
    });
    await foreign.considerFile(new File([''], 'tiny.gguf'));
    await foreign.acceptOffer();
    expect(foreign.reasons.wait).toContain('Another model wrote this run');
    expect(foreign.reasons.generate).toBeNull();
  });
});
