/**
 * Plants one mistake into a right solution and carries it on, so that everything after the wrong step is computed
 * correctly from the wrong value. What is planted is always found by the checker at its step and nowhere before.
 */
import type { Rng } from '#core/rng.ts';
import { checkAnswer } from '#tasks/check-answer.ts';
import { isFoundAt, plantAny } from '#tasks/planted.ts';
import type { PlantPlace, Planted } from '#tasks/planted.ts';
import { answerLine, apply, solution, stepLine } from '#tasks/problem.ts';
import type { Operand, Problem, ProblemStep, WrittenStep } from '#tasks/problem.ts';
import { plantKinds, wrongLines } from '#tasks/wrong-lines.ts';
import type { LineMistake, PlantKind } from '#tasks/wrong-lines.ts';

/** Null where this kind of mistake cannot be made at this step. */
export function plantError(problem: Problem, { step, kind }: PlantPlace, rng: Rng): Planted | null {
  const target = problem.steps[step - 1];
  if (!target) return null;
  const variants = kind === 'skipped-statement' ? [skip(problem, target)] : mistakes(problem, target, kind);
  for (const variant of rng.shuffle(variants)) {
    const planted = variant && finish(problem, target, kind, variant);
    if (planted) return planted;
  }
  return null;
}

/** A mistake of a random kind, at a random step unless `step` is given; null for the rare step that allows none. */
export function plantAnyError(problem: Problem, rng: Rng, step?: number): Planted | null {
  const source = {
    stepCount: problem.steps.length,
    kinds: plantKinds(problem),
    plant: (place: PlantPlace) => plantError(problem, place, rng),
  };
  return plantAny(source, rng, step);
}

interface Variant {
  readonly line: WrittenStep;
  readonly rest: readonly WrittenStep[];
}

function mistakes(problem: Problem, target: ProblemStep, kind: LineMistake): (Variant | null)[] {
  return wrongLines(problem, target, kind).map((line) => {
    const rest = carryOn(problem, resultsBefore(problem, target, line.result), 0);
    return rest && { line, rest };
  });
}

/** Goes on as if the target's statement were not there; only for statements of one step that others follow. */
function skip(problem: Problem, target: ProblemStep): Variant | null {
  const alone = problem.steps.filter(({ statement }) => statement === target.statement).length === 1;
  if (!alone) return null;
  const rest = carryOn(problem, resultsBefore(problem, target, target.left.value), 1);
  const [line, ...others] = rest ?? [];
  return line ? { line, rest: others } : null;
}

/** Result of step k at [k], [0] the start; the target's own result is `value`. */
function resultsBefore(problem: Problem, target: ProblemStep, value: number): number[] {
  const before = problem.steps.slice(0, target.index - 1).map(({ result }) => result);
  return [problem.start, ...before, value];
}

/** The steps that are still open, from the results that stand; null if one has no whole result in range. */
function carryOn(problem: Problem, results: readonly number[], shift: number): WrittenStep[] | null {
  const standing = [...results];
  const lines: WrittenStep[] = [];
  for (const { index, left, op, right } of problem.steps.slice(results.length - 1)) {
    const [a, b] = [current(left, standing), current(right, standing)];
    const result = apply(op, a, b);
    if (result === null) return null;
    standing.push(result);
    lines.push({ index: index - shift, left: a, op, right: b, result });
  }
  return lines;
}
function current(operand: Operand, results: readonly number[]): number {
  return operand.source === null ? operand.value : (results[operand.source] ?? operand.value);
}

function finish(problem: Problem, target: ProblemStep, kind: PlantKind, variant: Variant): Planted | null {
  const wrongAnswer = (variant.rest.at(-1) ?? variant.line).result;
  const lines = [...solution(problem).slice(0, target.index - 1), stepLine(variant.line)];
  const completed = [...lines, ...variant.rest.map(stepLine), answerLine(wrongAnswer)];
  if (wrongAnswer === problem.answer || !isFoundAt(checkAnswer(problem, completed), target.index))
    return null;
  return {
    kind,
    step: target.index,
    lines,
    completed,
    wrongValue: variant.line.result,
    trueValue: target.result,
    wrongAnswer,
  };
}
