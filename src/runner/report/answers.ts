/** What the model answers to fresh problems, greedy and sampled: the raw material of several measures. */
import type { Engine } from '#engine/types.ts';
import { endsRight } from '#probes/blind-spot.ts';
import type { SequenceScores } from '#scoring/sequence-scores.ts';
import { freshTasks } from '#tasks/evaluation-items.ts';
import { DIFFICULTIES } from '#tasks/problem.ts';
import { problemMessages } from '#tasks/prompts.ts';
import type { Task } from '#tasks/task.ts';
import { complete } from '../complete.ts';
import type { Opening } from '../complete.ts';
import { ANSWER_TOKENS } from '../run-probe.ts';
import type { ReportOptions } from './options.ts';

export interface WrittenAnswer {
  readonly task: Task;
  readonly text: string;
  readonly scores: SequenceScores | null;
  /** By the last result that is stated. */
  readonly isRight: boolean;
}
export interface AnsweredTask {
  readonly task: Task;
  readonly greedy: WrittenAnswer;
  /** At temperature 1, SAMPLES of them. */
  readonly samples: readonly WrittenAnswer[];
}
export interface AnswersAt {
  readonly difficulty: number;
  readonly tasks: readonly AnsweredTask[];
}

export const SAMPLES = 8;
/** Whose prompts share the cache with their samples. */
const TASKS_AT_ONCE = 50;

/** n problems of each difficulty. */
export async function writeAnswers(engine: Engine, options: ReportOptions): Promise<AnswersAt[]> {
  const all: AnswersAt[] = [];
  for (const difficulty of DIFFICULTIES) {
    const tasks = freshTasks(options.seed, difficulty, options.n);
    const answered: AnsweredTask[] = [];
    for (let from = 0; from < tasks.length; from += TASKS_AT_ONCE) {
      options.onProgress?.(`answers at ${difficulty} steps, ${from} of ${tasks.length}`);
      answered.push(...(await answer(engine, tasks.slice(from, from + TASKS_AT_ONCE), options, from)));
    }
    all.push({ difficulty, tasks: answered });
  }
  return all;
}

async function answer(
  engine: Engine,
  tasks: readonly Task[],
  { seed, signal }: ReportOptions,
  from: number,
): Promise<AnsweredTask[]> {
  const openings = tasks.flatMap((task): Opening[] => {
    const asked = { messages: problemMessages(task), forced: '' };
    return [asked, ...Array.from({ length: SAMPLES }, () => ({ ...asked, temperature: 1 }))];
  });
  const written = await complete(engine, openings, { seed: seed + from, tokens: ANSWER_TOKENS }, signal);
  return tasks.map((task, i) => {
    const [greedy, ...samples] = written
      .slice(i * (SAMPLES + 1), (i + 1) * (SAMPLES + 1))
      .map(({ text, scores }): WrittenAnswer => ({ task, text, scores, isRight: endsRight(task, text) }));
    return { task, greedy: greedy as WrittenAnswer, samples };
  });
}

/** The first sample of each problem: answers that are independent of each other. */
export function firstSamples(tasks: readonly AnsweredTask[]): WrittenAnswer[] {
  return tasks.flatMap(({ samples }) => samples.slice(0, 1));
}
