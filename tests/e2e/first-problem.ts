/**
 * The problem that a first visitor sees: its greedy answer is wrong, and "Wait," mends it. What the stories expect of it
 * is read off the recorded first visit, so another organism brings another problem and the same stories.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { foldTrace } from '#core/trace/fold.ts';
import { parseTrace } from '#core/trace/serialise.ts';
import { checkAnswer } from '#tasks/check-answer.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { finalAnswer } from '#tasks/parse-line.ts';
import first from '../../src/state/first-problem.json' with { type: 'json' };

const recorded = resolve(import.meta.dirname, '../../src/state/recorded/first-visit.trace.json');

function greedyLines(): string[] {
  const trace = parseTrace(readFileSync(recorded, 'utf8'));
  if (trace instanceof Error) throw trace;
  const tokens = foldTrace(trace.events).branches[0]?.tokens ?? [];
  return tokens
    .filter(({ special }) => !special)
    .map(({ bytes }) => bytes)
    .join('')
    .split('\n');
}

const problem = generateProblem(first);
const lines = greedyLines();
const verdicts = checkAnswer(problem, lines);

export const FIRST = {
  seed: first.seed,
  link: `#seed=${first.seed}&difficulty=${first.difficulty}`,
  steps: problem.steps.length,
  /** Of the problem. */
  right: problem.answer,
  /** What the organism answers greedily. */
  wrong: finalAnswer(lines),
  /** From 1: the first step that is wrong by itself. */
  wrongStep: verdicts.findIndex(({ kind }) => kind === 'wrong') + 1,
};
