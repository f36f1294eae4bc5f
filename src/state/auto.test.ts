import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { PolicyAction, TraceEvent } from '#core/trace/events.ts';
import type { AutoRequest } from '#runner/request.ts';
import { POLICY_DEFAULTS } from '#scoring/policy/decide.ts';
import type { AutoPolicy } from '#scoring/policy/decide.ts';
import { EMPTY_VIEW, appendEvents } from '#core/trace/fold.ts';
import { autoLog, policyIssue, stepMeasures } from './auto.ts';
import { ready } from './line-host-fixture.ts';
import { tokensOf } from './token-fixture.ts';

const POLICY: AutoPolicy = {
  signal: 'certainty',
  threshold: 6,
  remedy: { kind: 'backtrack' },
  ...POLICY_DEFAULTS,
};

function decided(branch: number, at: number, action: PolicyAction, why: string = action): TraceEvent {
  return { type: 'decision', branch, at, signal: 'certainty', value: 5, threshold: 6, action, why, time: 0 };
}
/** Takes everything back once, writes `line` instead, and is content. */
function takeBack(request: AutoRequest, line: string): TraceEvent[] {
  const { branch, nextBranch, settings, seed, standing } = request;
  const tokens = tokensOf([`${line}\n`, '<|end|>']);
  const cost = { generated: 2, forced: 0, computed: 2, reused: 0, milliseconds: 1 };
  return [
    decided(branch, standing.tokens.length, 'backtrack', 'step 1: taken back; the same text came again'),
    {
      type: 'branch',
      branch: nextBranch,
      parent: branch,
      at: 0,
      reason: 'backtrack',
      label: 'auto: step 1 again, try 1 of 2',
      settings,
      seed,
      time: 0,
      userTurn: null,
    },
    { type: 'tokens', branch: nextBranch, at: 0, tokens, time: 0 },
    { type: 'end', branch: nextBranch, cause: 'stop-token', time: 0, error: null, cost },
    decided(nextBranch, 1, 'accept'),
  ];
}

describe('Auto-correct', () => {
  it('watches the selected branch as it stands, and says what it was before and after', async () => {
    const { play, host } = await ready('#seed=7&difficulty=2');
    await play.generate();
    const right = play.view.summary?.answer;
    host.auto = (request) => takeBack(request, 'The answer is 999.');
    await play.autoCorrect(POLICY);
    expect(host.asked[1]).toMatchObject({
      type: 'auto',
      branch: 0,
      open: null,
      nextBranch: 1,
      standing: { end: 'stop-token', tokens: play.view.summaries[0]?.branch.tokens },
      settings: { temperature: 0 },
      retake: { temperature: 1 },
      question: { text: play.draft.text, generated: true },
      policy: POLICY,
    });
    expect(play.view.branchId).toBe(1);
    expect(play.said).toBe(
      `Auto-correct: 1 intervention, 1 with the same text again, 2 of 400 tokens. Answer before ${right} (right), after 999 (wrong).`,
    );
    expect(play.auto).toMatchObject({ interventions: 1, repeats: 1, spent: 2, stopped: false });
  });
  it('begins an answer where there is none, in a trace of its own', async () => {
    const { play, host } = await ready('#seed=7&difficulty=2&temperature=0.7');
    host.auto = (request) => [
      ...(request.open === null
        ? []
        : [
            {
              type: 'branch' as const,
              branch: 0,
              ...request.open,
              settings: request.settings,
              seed: request.seed,
              time: 0,
            },
          ]),
      { type: 'tokens', branch: 0, at: 0, tokens: tokensOf(['The answer is 7.\n', '<|end|>']), time: 0 },
      decided(0, 1, 'accept'),
    ];
    await play.autoCorrect(POLICY);
    expect(host.asked[0]).toMatchObject({
      type: 'auto',
      branch: 0,
      nextBranch: 1,
      retake: { temperature: 0.7 },
    });
    expect(play.said).toMatch(/^Auto-correct: 0 interventions, 0 of 400 tokens\. Answer 7 \(wrong\)\.$/);
    expect(play.live.header?.problem.text).toBe(play.draft.text);
  });
  it('keeps what is made when it is stopped, and says nothing of its own when the run fails', async () => {
    const { play, host } = await ready();
    await play.generate();
    host.auto = (request) => takeBack(request, 'The answer is 7.');
    host.onRun = () => play.stop();
    await play.autoCorrect(POLICY);
    expect(play.said).toMatch(/^Auto-correct: Stopped\. 1 intervention/);
    expect(play.view.summaries).toHaveLength(2);
    host.fails = new AppError('internal', 'It broke. Load it again.');
    host.onRun = () => undefined;
    await play.autoCorrect(POLICY);
    expect(play.said).toContain('It broke.');
  });
  it('says why it cannot act', async () => {
    const { play } = await ready();
    play.draft.text = ' ';
    expect(play.reasons.auto).toMatch(/empty|Write/);
    await play.autoCorrect(POLICY);
    expect(play.said).toBe(play.reasons.auto);
  });
  it('shows the log of the family of a branch, in the order of its making', async () => {
    const { play, host } = await ready();
    await play.generate();
    host.auto = (request) => takeBack(request, 'The answer is 7.');
    await play.autoCorrect(POLICY);
    await play.sample(2);
    const { branches } = play.live.view;
    expect(autoLog(play.live.trace, branches, 1).map(({ action }) => action)).toEqual([
      'backtrack',
      'accept',
    ]);
    expect(autoLog(play.live.trace, branches, 0)).toHaveLength(2);
    expect(autoLog(play.live.trace, branches, 3)).toEqual([]);
    const begun = play.live.trace?.events.slice(0, 1) ?? [];
    const replayed = appendEvents(EMPTY_VIEW, begun);
    expect(replayed.branches).toHaveLength(1);
    expect(autoLog(play.live.trace, replayed.branches, 0)).toEqual([]);
  });
});

describe('stepMeasures', () => {
  it('counts the lines that a threshold would fail, worst first', async () => {
    const { play } = await ready('#seed=7&difficulty=2');
    await play.generate();
    const { rows, tokens } = play.view;
    const uneven = tokens.map((token, i) => ({ ...token, selfCertainty: 5 + i, entropy: i / 10 }));
    expect(stepMeasures(rows, uneven, { signal: 'certainty', threshold: 6 })).toEqual({
      n: 3,
      worst: 5,
      median: 6,
      failing: 1,
    });
    expect(stepMeasures(rows, uneven, { signal: 'entropy', threshold: 0.05 })).toMatchObject({
      worst: 0.2,
      failing: 2,
    });
    expect(stepMeasures([], [], { signal: 'entropy', threshold: 1 })).toBeNull();
  });
});

describe('policyIssue', () => {
  it('names what is missing', async () => {
    const { play, host } = await ready();
    host.lines = ['Step 1: 2 + 2 = 4.'];
    await play.generate();
    const summary = play.view.summary;
    expect(policyIssue(POLICY, summary)).toBeNull();
    expect(policyIssue({ ...POLICY, signal: 'ptrue' }, summary)).toContain('without a final answer');
    expect(policyIssue({ ...POLICY, signal: 'ptrue' }, null)).toBeNull();
    expect(policyIssue({ ...POLICY, threshold: NaN }, null)).toContain('threshold');
    expect(policyIssue({ ...POLICY, budget: 0.5 }, null)).toContain('budget');
  });
});
