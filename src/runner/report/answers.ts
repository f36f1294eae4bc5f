/** What the model answers to fresh problems, greedy and at temperature 1: the raw material of several measures. */
import type { Engine } from '#engine/types.ts';
import { finalAnswer } from '#tasks/parse-line.ts';
import { DIFFICULTIES } from '#tasks/problem.ts';
import type { Problem } from '#tasks/problem.ts';
import { problemMessages } from '#tasks/prompts.ts';
import { complete } from './complete.ts';
import { freshProblems } from './items.ts';
import type { ReportOptions } from './options.ts';

export interface WrittenAnswer {
  readonly problem: Problem;
  readonly text: string;
  readonly isRight: boolean;
}
export interface AnswersAt {
  readonly difficulty: number;
  readonly greedy: readonly WrittenAnswer[];
  /** At temperature 1. */
  readonly sampled: readonly WrittenAnswer[];
}

/** n answers of either kind for each difficulty. */
export async function writeAnswers(engine: Engine, options: ReportOptions): Promise<AnswersAt[]> {
  const all: AnswersAt[] = [];
  for (const difficulty of DIFFICULTIES) {
    options.onProgress?.(`accuracy at ${difficulty} steps`);
    const greedy = await answersAt(engine, options, difficulty, 0);
    all.push({ difficulty, greedy, sampled: await answersAt(engine, options, difficulty, 1) });
  }
  return all;
}

async function answersAt(
  engine: Engine,
  { seed, n, signal }: ReportOptions,
  difficulty: number,
  temperature: number,
): Promise<WrittenAnswer[]> {
  const problems = freshProblems(seed, difficulty, n);
  const openings = problems.map((problem) => ({ messages: problemMessages(problem), forced: '' }));
  const texts = await complete(engine, openings, { temperature, seed, tokens: 160 }, signal);
  return problems.map((problem, i) => {
    const text = texts[i] as string;
    return { problem, text, isRight: isRight(problem, text) };
  });
}

/** By the last result that is stated. */
export function isRight({ answer }: Problem, text: string): boolean {
  return finalAnswer(text.split('\n')) === answer;
}
