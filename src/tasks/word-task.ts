/** A word problem as a Task. */
import type { Rng } from '#core/rng.ts';
import { checkAnswer } from '#tasks/check-answer.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import type { ProblemOptions } from '#tasks/generate-problem.ts';
import { finalAnswer } from '#tasks/parse-line.ts';
import { plantError } from '#tasks/plant-error.ts';
import { solution } from '#tasks/problem.ts';
import type { Problem, ProblemStep } from '#tasks/problem.ts';
import { drillQuestion } from '#tasks/prompts.ts';
import { createTask } from '#tasks/task.ts';
import type { Drill, Task } from '#tasks/task.ts';
import { plantKinds, wrongLines } from '#tasks/wrong-lines.ts';

export function wordTask(family: string, options: ProblemOptions): Task {
  const problem = generateProblem(options);
  const { seed, difficulty, text, answer } = problem;
  return createTask({
    family,
    seed,
    difficulty,
    text,
    answer: String(answer),
    solution: solution(problem),
    kinds: plantKinds(problem),
    check: (lines) => checkAnswer(problem, lines),
    statedAnswer: (lines) => finalAnswer(lines)?.toString() ?? null,
    plant: (place, rng) => plantError(problem, place, rng),
    drill: (rng) => drill(problem, rng),
  });
}

/** One calculation of the problem. */
function drill(problem: Problem, rng: Rng): Drill {
  const step = rng.pick(problem.steps);
  const isRight = rng.next() < 0.5;
  const answer = String(isRight ? step.result : wrongResult(problem, step, rng));
  const [left, right] = [step.left.value, step.right.value];
  const claim = `${left} ${step.op} ${right} = ${answer}.`;
  return { question: drillQuestion(left, step.op, right), answer, isRight, claim };
}
function wrongResult(problem: Problem, step: ProblemStep, rng: Rng): number {
  const kind = rng.next() < 0.7 ? 'slip' : 'wrong-operation';
  const results = wrongLines(problem, step, kind).map(({ result }) => result);
  const wrong = results.filter((result) => result !== step.result);
  return wrong.length > 0 ? rng.pick(wrong) : step.result + 1;
}
