/** MAgICoRe: easy problems are voted on, hard ones reviewed and refined. arXiv 2409.12147; methods.md 12.12. */
import { CONFIDENCE_CANDIDATES } from '#scoring/group-confidence.ts';
import { voteConfidence } from '#scoring/votes/answer-confidence.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import { weightedVote } from '#scoring/votes/weighted.ts';
import type { Question } from '#tasks/items/item.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, MethodResult, Traced } from './define.ts';
import { int } from './params.ts';
import { candidatesOf, samplesOf, votedResult } from './steps/candidates.ts';
import { answerForm } from './steps/dialogue.ts';
import { rewarded } from './steps/rewards.ts';
import type { Rewarded } from './steps/rewards.ts';
import { samples, temperature } from './steps/sampling.ts';
import { stepsOf } from './steps/steps-of.ts';

/** Of ten: what a reviewer is to explain. */
const WEAK = 6;

export const magicore = defineMethod({
  id: 'magicore',
  title: 'MAgICoRe',
  idea: [
    'Samples answers and votes; where the vote is doubtful, a reviewer explains the weak steps of each answer and a refiner rewrites it, round after round, and old and new vote together.',
    'Easy problems are only harmed by refinement, and a review that knows which step scored low has something to say.',
    'The paper scores by trained reward models; here self-certainty and token confidence stand in, which rate a sure mistake high, and a hard problem costs 2k further calls a round.',
  ],
  algorithm: [
    'for i = 1 … k: y_i ~ p(y | x) at T, top-p 0.95; outcome and process reward of each',
    'hard: the mean z-scored reward of the majority’s answers is below 0, and the vote by outcome or by process has confidence 2 (1 − σ(entropy)) below 1/2',
    'while hard, at most R rounds: review of each y_i with its step scores, those below 6 of 10 explained; refined answer from the review',
    '  pool old and new, rewards again, keep the k best',
    'return the vote weighted by outcome + process',
  ],
  source: 'arXiv 2409.12147; github.com/dinobby/MAgICoRe (the test for hard)',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: ['rewind'],
  params: {
    n: { ...samples(8), label: 'answers (k); the paper: 40' },
    rounds: int(3, { min: 0, max: 8, label: 'most rounds of refinement (R)' }),
    temperature: temperature(0.8),
  },
  async *run(ctx, task, { n, rounds, temperature }) {
    const style = { temperature, topP: 0.95, candidates: CONFIDENCE_CANDIDATES };
    const written: Answer[] = [...(yield* ctx.sample(n, style))];
    let pool = rewarded(written);
    let round = 0;
    while (round < rounds && ctx.over === null && isHard(task, pool)) {
      round += 1;
      const refined = yield* ctx.span(`round ${round}`, refinedAll(ctx, task, pool, style));
      written.push(...refined);
      pool = best(rewarded([...pool.map(({ answer }) => answer), ...refined]), n);
    }
    return pooledResult(task, { written, pool, round });
  },
});

/** Both signs of doubt. */
function isHard(task: Question, pool: readonly Rewarded[]): boolean {
  const candidates = candidatesOf(
    task,
    pool.map(({ answer }) => answer),
  );
  const majority = majorityVote(candidates.map(({ value }) => ({ answer: value }))).tally[0]?.samples ?? [];
  const standing = majority.reduce((sum, i) => sum + (pool[i]?.standing ?? 0), 0);
  const confidenceBy = (reward: (one: Rewarded) => number): number =>
    voteConfidence(
      weightedVote(candidates.map(({ value }, i) => ({ answer: value, score: reward(pool[i] as Rewarded) }))),
    );
  const isSplit =
    Math.min(
      confidenceBy((one) => one.outcome),
      confidenceBy((one) => one.process),
    ) < 0.5;
  return majority.length === 0 || (standing < 0 && isSplit);
}

/** A review and a rewrite of each, in two batches. */
async function* refinedAll(
  ctx: MethodContext,
  task: Question,
  pool: readonly Rewarded[],
  style: { readonly temperature: number; readonly topP: number; readonly candidates: number },
): Traced<readonly Answer[]> {
  const shown = pool.map((one) => `Problem:\n${task.text}\n\nSolution:\n${scored(one)}`);
  const ask = (content: string, label: string) =>
    ({ ...style, messages: [{ role: 'user', content }], label }) as const;
  const review = `Explain what is wrong with each step that scores below ${WEAK}/10. Do not solve the problem.`;
  const reviews = yield* ctx.together(
    shown.map((words, i) => ask(`${words}\n\n${review}`, `review ${i + 1}`)),
  );
  if (ctx.over !== null) return [];
  const refine = `Rewrite the solution so that it meets the review. ${answerForm(task)}`;
  return yield* ctx.together(
    shown.map((words, i) =>
      ask(`${words}\n\nReview:\n${reviews[i]?.text.trim() ?? ''}\n\n${refine}`, `refined ${i + 1}`),
    ),
  );
}
function scored({ answer, steps }: Rewarded): string {
  return stepsOf(answer)
    .map(({ text }, i) => `${text.trim()} (score ${Math.round(10 * (steps[i] ?? 0))}/10)`)
    .join('\n');
}

function rewardOf({ outcome, process }: Rewarded): number {
  return outcome + process;
}
/** In falling order of reward, the earlier of equals first. */
function best(pool: readonly Rewarded[], most: number): Rewarded[] {
  return pool.toSorted((a, b) => rewardOf(b) - rewardOf(a)).slice(0, most);
}

interface Pooled {
  readonly written: readonly Answer[];
  readonly pool: readonly Rewarded[];
  readonly round: number;
}
/** Only what is in the pool votes; everything that was written is a candidate. */
function pooledResult(task: Question, { written, pool, round }: Pooled): MethodResult {
  const rewards = new Map(pool.map((one) => [one.answer, rewardOf(one)]));
  const candidates = candidatesOf(task, written, (answer) => rewards.get(answer) ?? null);
  const result = votedResult(candidates, weightedVote(samplesOf(candidates)));
  const how = round === 0 ? 'voted on as it was' : `refined in ${round} rounds`;
  return { ...result, reason: `${how}: ${result.reason}` };
}
