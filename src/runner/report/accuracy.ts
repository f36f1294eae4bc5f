/** Accuracy by difficulty, greedy and at temperature 1, on fresh problems without any mistake planted. */
import type { Engine } from '#engine/types.ts';
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';
import { finalAnswer } from '#tasks/parse-line.ts';
import { DIFFICULTIES } from '#tasks/problem.ts';
import { problemMessages } from '#tasks/prompts.ts';
import { complete } from './complete.ts';
import { freshProblems } from './items.ts';
import type { ReportOptions } from './options.ts';

export interface AccuracyRow {
  readonly difficulty: number;
  readonly greedy: Rate;
  readonly sampled: Rate;
}

export async function measureAccuracy(engine: Engine, options: ReportOptions): Promise<AccuracyRow[]> {
  const rows: AccuracyRow[] = [];
  for (const difficulty of DIFFICULTIES) {
    options.onProgress?.(`accuracy at ${difficulty} steps`);
    const greedy = await accuracyAt(engine, options, difficulty, 0);
    rows.push({ difficulty, greedy, sampled: await accuracyAt(engine, options, difficulty, 1) });
  }
  return rows;
}

async function accuracyAt(
  engine: Engine,
  { seed, n, signal }: ReportOptions,
  difficulty: number,
  temperature: number,
): Promise<Rate> {
  const problems = freshProblems(seed, difficulty, n);
  const openings = problems.map((problem) => ({ messages: problemMessages(problem), forced: '' }));
  const texts = await complete(engine, openings, { temperature, seed, tokens: 160 }, signal);
  const right = problems.filter(({ answer }, i) => finalAnswer((texts[i] as string).split('\n')) === answer);
  return rate(right.length, problems.length);
}
