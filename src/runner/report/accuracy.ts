/**
 * Accuracy by difficulty on fresh problems without any mistake planted: greedy, one answer at temperature 1, and the
 * majority of SAMPLES such answers (self-consistency, arXiv 2203.11171), all on the same problems.
 */
import { createRng } from '#core/rng.ts';
import { bootstrapInterval, rate } from '#scoring/intervals.ts';
import type { Interval, Rate } from '#scoring/intervals.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import { SAMPLES, firstSamples } from './answers.ts';
import type { AnsweredTask, AnswersAt } from './answers.ts';

export interface AccuracyRow {
  readonly difficulty: number;
  readonly greedy: Rate;
  /** One answer at temperature 1 for each problem. */
  readonly sampled: Rate;
  readonly majority: Rate & { readonly samples: number };
  /** Majority − greedy on the same problems, [−1, 1], with a bootstrap interval over problems. */
  readonly gain: { readonly difference: number; readonly interval: Interval };
}

export function accuracyRows(answers: readonly AnswersAt[], seed: number): AccuracyRow[] {
  return answers.map(({ difficulty, tasks }) => ({
    difficulty,
    greedy: share(tasks.map(({ greedy }) => greedy.isRight)),
    sampled: share(firstSamples(tasks).map(({ isRight }) => isRight)),
    majority: { ...share(tasks.map(majorityIsRight)), samples: SAMPLES },
    gain: pairedGain(tasks, seed, difficulty),
  }));
}

function share(right: readonly boolean[]): Rate {
  return rate(right.filter(Boolean).length, right.length);
}

/** A tie goes to the answer that was written first. */
export function majorityIsRight({ task, samples }: AnsweredTask): boolean {
  const votes = samples.map(({ text }) => ({ answer: task.statedAnswer(text.split('\n')) }));
  return majorityVote(votes).winner === task.answer;
}

function pairedGain(tasks: readonly AnsweredTask[], seed: number, difficulty: number): AccuracyRow['gain'] {
  const gains = tasks.map((one) => Number(majorityIsRight(one)) - Number(one.greedy.isRight));
  const rng = createRng(seed).fork(`majority ${difficulty}`);
  const interval = bootstrapInterval(gains, mean, rng);
  return { difference: mean(gains), interval: interval ?? { low: 0, high: 0 } };
}
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
