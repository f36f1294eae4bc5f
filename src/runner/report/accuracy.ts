/** Accuracy by difficulty, greedy and at temperature 1, on fresh problems without any mistake planted. */
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';
import type { AnswersAt, WrittenAnswer } from './answers.ts';

export interface AccuracyRow {
  readonly difficulty: number;
  readonly greedy: Rate;
  readonly sampled: Rate;
}

export function accuracyRows(answers: readonly AnswersAt[]): AccuracyRow[] {
  return answers.map(({ difficulty, greedy, sampled }) => ({
    difficulty,
    greedy: shareRight(greedy),
    sampled: shareRight(sampled),
  }));
}

function shareRight(answers: readonly WrittenAnswer[]): Rate {
  return rate(answers.filter(({ isRight }) => isRight).length, answers.length);
}
