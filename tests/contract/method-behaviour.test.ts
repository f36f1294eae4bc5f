/** What each method does that is its own, on solutions by chance with known right and wrong lines. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { METHODS } from '#methods/index.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { leaderPosterior } from '#scoring/votes/leader-posterior.ts';
import { attempt, generatedIn, solver } from './method-fixture.ts';
import { talker } from './talker.ts';

/** Almost always right. */
const SURE = solver(1, 12);
const answersOf = ({ candidates }: ItemRun) => candidates.map(({ answer }) => answer);
const branchesOf = ({ events }: ItemRun): readonly BranchView[] => foldTrace(events).branches;
const textOf = ({ tokens }: BranchView): string =>
  tokens
    .filter(({ special }) => !special)
    .map(({ bytes }) => bytes)
    .join('');

describe('voting', () => {
  it('draws the same samples whatever the vote', async () => {
    const { greedy: _, ...methods } = METHODS;
    const drawn = await Promise.all(
      (['self-consistency', 'self-certainty-best-of-n', 'borda-vote', 'ptrue-vote'] as const).map(
        async (id) => answersOf(await attempt(methods[id], { args: { n: 6 } })),
      ),
    );
    for (const answers of drawn) expect(answers).toEqual(drawn[0]);
    const adaptive = answersOf(await attempt(methods['adaptive-consistency'], { args: { most: 6 } }));
    expect(drawn[0]?.slice(0, adaptive.length)).toEqual(adaptive);
  });

  it('gives the share of the winner for its confidence', async () => {
    const { candidates, chosen, confidence } = await attempt(METHODS['self-consistency'], { args: { n: 9 } });
    const winner = candidates[chosen ?? -1]?.answer;
    expect(confidence).toBe(candidates.filter(({ answer }) => answer === winner).length / 9);
  });

  it('stops after four equal samples, and not before the leader is safe', async () => {
    const method = METHODS['adaptive-consistency'];
    const sure = await attempt(method, { engine: SURE });
    expect([sure.candidates.length, sure.counts]).toEqual([4, { samples: 4, 'samples saved': 36 }]);
    const cut = await attempt(method, { engine: SURE, budget: { tokens: null, calls: 2, seconds: null } });
    expect(cut.counts).toEqual({ samples: 2, 'samples saved': 0 });
    const { candidates } = await attempt(method, { args: { most: 40 } });
    const votes = ['5', '6'].map((value) => candidates.filter(({ answer }) => answer === value).length);
    const [leader = 0, other = 0] = votes.toSorted((a, b) => b - a);
    expect(leaderPosterior(leader, other) >= 0.95 || candidates.length === 40).toBe(true);
  });

  it.each([1, 3])(
    'draws together, and stops where one draw after another would, with batch %i',
    async (batch) => {
      const method = METHODS['adaptive-consistency'];
      for (const seed of [1, 2, 3, 4, 5]) {
        const all = answersOf(await attempt(METHODS['self-consistency'], { seed, args: { n: 40 } }));
        const safe = (n: number): boolean => {
          const votes = ['5', '6'].map((one) => all.slice(0, n).filter((answer) => answer === one).length);
          return leaderPosterior(Math.max(...votes), Math.min(...votes)) >= 0.95;
        };
        const ends = Array.from({ length: 40 }, (_, i) => i + 1).filter((n) => n % batch === 0 && safe(n));
        const run = await attempt(method, { seed, args: { most: 40, batch } });
        expect(answersOf(run)).toEqual(all.slice(0, ends[0] ?? 40));
      }
      const first = branchesOf(await attempt(method, { args: { batch } }))[0]?.label;
      expect(first).toBe(batch === 1 ? 'sample 1 of 4' : 'sample 1 of 6');
    },
  );

  it('takes the sample with the highest score, of those with an answer', async () => {
    for (const id of ['self-certainty-best-of-n', 'best-of-n-logprob'] as const) {
      const { candidates, chosen } = await attempt(METHODS[id], { args: { n: 8 } });
      const scores = candidates.flatMap(({ answer, score }) => (answer === null ? [] : [score ?? -Infinity]));
      expect(candidates[chosen ?? -1]?.score).toBe(Math.max(...scores));
    }
  });

  it('asks P(True) of every sample with an answer', async () => {
    const { events, candidates } = await attempt(METHODS['ptrue-vote'], { args: { n: 5 } });
    const asked = events.flatMap((event) => (event.type === 'ptrue' ? [event.branch] : []));
    expect(asked).toEqual(candidates.filter(({ answer }) => answer !== null).map(({ branch }) => branch));
    for (const { answer, score } of candidates) expect(score === null).toBe(answer === null);
  });
});

describe('DeepConf', () => {
  it('keeps the surest share offline', async () => {
    const method = METHODS['deepconf-offline'];
    const { candidates, chosen } = await attempt(method, { args: { n: 8, keep: 1 } });
    const scores = candidates.flatMap(({ answer, score }) => (answer === null ? [] : [score ?? 0]));
    expect(candidates[chosen ?? -1]?.score).toBe(Math.max(...scores));
  });

  it('ends samples online that get less sure than the warm-up did, and lets them not vote', async () => {
    const args = { n: 24, warmup: 4, keep: 1, window: 2 };
    const run = await attempt(METHODS['deepconf-online'], { args });
    const ends = branchesOf(run).map(({ end }) => end);
    expect(ends.slice(0, 4)).not.toContain('step-end');
    expect(ends.slice(4)).toContain('step-end');
    expect(ends[run.chosen ?? -1]).toBe('stop-token');
    const whole = await attempt(METHODS['self-consistency'], { args: { n: 24 } });
    expect(run.cost.generated).toBeLessThan(whole.cost.generated);
  });
});

describe('iterative deepening', () => {
  it('writes the trigger at budgets that grow, and ends when two rounds agree', async () => {
    const method = METHODS['iterative-deepening'];
    const run = await attempt(method, { engine: SURE, args: { start: 2, rounds: 5 } });
    const whole = textOf(branchesOf(run).at(-1) as BranchView);
    const triggers = whole.match(/Wait, let me check\./g)?.length ?? 0;
    expect(triggers).toBeGreaterThan(0);
    expect(triggers).toBeLessThan(5);
    expect(answersOf(run).slice(-2)).toEqual(['5', '5']);
  });

  it.each([
    ['says nothing of it', ' I am not sure.\n', 3],
    ['states another one', ' The answer is 6.\n', 2],
    ['states the same anew', ' The answer is 5.\n', 1],
    ['states it in other digits', ' The answer is 5.0000001.\n', 1],
  ])('goes on after a round that %s', async (_, said, wanted) => {
    const trigger = 'Wait, let me check.';
    const engine = talker((_asked, written) => {
      const before = written.lastIndexOf(trigger);
      return before < 0 ? 'The answer is 5.\n' : written.slice(0, before) + trigger + said;
    });
    const args = { start: 100, rounds: 3 };
    const run = await attempt(METHODS['iterative-deepening'], { engine, args, answerTokens: 400 });
    expect(run.candidates).toHaveLength(wanted + 1);
  });
});

describe('“Wait,”', () => {
  it('stands after the answer without its end, forced, and the last answer counts', async () => {
    const run = await attempt(METHODS['wait-after-answer'], { engine: SURE, args: { rounds: 2 } });
    expect(run.candidates).toHaveLength(3);
    expect(run.chosen).toBe(2);
    const [draft, second, third] = branchesOf(run);
    expect(second?.at).toBe(draft?.textLength);
    expect(second?.own[0]).toMatchObject({ forced: 'marker' });
    expect(textOf(third as BranchView).match(/Wait,/g)).toHaveLength(2);
  });

  it('keeps the draft when nothing is stated after it', async () => {
    const run = await attempt(METHODS['wait-after-answer'], {
      budget: { tokens: 4, calls: null, seconds: null },
    });
    expect([answersOf(run)[0], run.candidates.at(run.chosen ?? 0)?.answer]).toEqual(
      Array(2).fill(answersOf(run)[0]),
    );
  });

  it('stands after each step of the solution, so often at most', async () => {
    const run = await attempt(METHODS['wait-after-steps'], { engine: SURE, args: { most: 2 } });
    const whole = textOf(branchesOf(run).at(-1) as BranchView);
    expect(whole).toMatch(/^Step 1: [^\n]*\nWait,/);
    expect(whole.match(/Wait,/g)).toHaveLength(2);
    expect(run.candidates).toHaveLength(1);
  });
});

it('counts what a problem needs once, however many samples begin alike', async () => {
  const run = await attempt(METHODS['self-consistency'], { engine: SURE, args: { n: 8 } });
  const { generated, needed, prefilled, calls } = run.cost;
  expect([generated, calls]).toEqual([generatedIn(run), 8]);
  // Eight equal samples: the prompt, and one answer without its last token.
  expect(needed).toBe(prefilled + generated / 8 - 1);
});

it('says that the budget cut it only when something was left undone for it', async () => {
  const budget = (tokens: number) => ({ tokens, calls: null, seconds: null });
  const { cost } = await attempt(METHODS.greedy);
  const causeOf = async (tokens: number) => (await attempt(METHODS.greedy, { budget: budget(tokens) })).cause;
  expect(await causeOf(cost.generated)).toBe('done');
  expect(await causeOf(cost.generated - 1)).toBe('budget');
});
