/**
 * The generator of word problems: the same seed and difficulty give the same problem, in the page, in the corpus and
 * in every measurement.
 */
import { AppError } from '#core/app-error.ts';
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import { addDistractors } from '#tasks/distractors.ts';
import { apply } from '#tasks/problem.ts';
import type { Operand, Operation, Problem, ProblemStep } from '#tasks/problem.ts';
import {
  CONTAINERS,
  FACTOR_WORDS,
  NAMES,
  QUESTION_FORMS,
  START_FORMS,
  STATEMENT_FORMS,
  THINGS,
  fillForm,
} from '#tasks/surface-forms.ts';
import type { StatementKind } from '#tasks/surface-forms.ts';

const KINDS = Object.keys(STATEMENT_FORMS) as StatementKind[];
const MIXED: NumberRange = { from: 2, to: 99 };
/** Times and equal parts only start from values up to here, so that a small model can learn them. */
const EASY_LIMIT = 99;

interface Draft {
  readonly rng: Rng;
  readonly difficulty: number;
  readonly numbers: NumberRange;
  readonly names: Readonly<Record<string, string>>;
  readonly steps: ProblemStep[];
  readonly sentences: string[];
  /** What the person has after the statements so far. */
  current: Operand;
}

/** Ends included, within 2 … 99. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}
export interface ProblemOptions {
  readonly seed: number;
  /** Number of steps of the solution, 2 to 6. */
  readonly difficulty: number;
  /** Sentences whose numbers do not matter, 0 to 4; the rest of the problem stays the same. */
  readonly distractors?: number;
  /**
   * Of the first number and of what is added or taken away; factors stay below 10. Default: 2 to 99, half of them up to 20.
   */
  readonly numbers?: NumberRange;
  /** What statements may be about; default all. */
  readonly kinds?: readonly StatementKind[];
}

/** @throws AppError bad-input for another difficulty or number of distractors. */
export function generateProblem({ distractors = 0, ...options }: ProblemOptions): Problem {
  return addDistractors(plainProblem(options), distractors);
}

function plainProblem({ seed, difficulty, numbers = MIXED, kinds = KINDS }: ProblemOptions): Problem {
  if (!Number.isInteger(difficulty) || difficulty < 2 || difficulty > 6)
    throw new AppError('bad-input', `There is no difficulty ${difficulty}. Choose 2, 3, 4, 5 or 6.`, {
      difficulty,
    });
  const rng = createRng(seed).fork(`word-problem ${difficulty}`);
  const [name, friend] = rng.shuffle(NAMES) as [string, string];
  const thing = rng.pick(THINGS);
  const names = { N: name, F: friend, t: thing };
  const start = someNumber(rng, numbers);
  const sentences = [fillForm(rng.pick(START_FORMS), { ...names, n: start })];
  const current = { value: start, source: 0 };
  const draft: Draft = { rng, difficulty, numbers, names, steps: [], sentences, current };
  for (let statement = 0; draft.steps.length < difficulty; statement++) addStatement(draft, statement, kinds);
  sentences.push(fillForm(rng.pick(QUESTION_FORMS), names));
  return {
    family: 'word-problem',
    seed,
    difficulty,
    text: sentences.join(' '),
    name,
    thing,
    start,
    steps: draft.steps,
    answer: draft.current.value,
    distractors: [],
  };
}

/** Evenly from another range than the default one. */
function someNumber(rng: Rng, range: NumberRange, most = range.to): number {
  const highest = Math.min(range.to, most);
  if (range !== MIXED) return rng.between(range.from, highest);
  return rng.next() < 0.5 ? rng.between(2, Math.min(20, highest)) : rng.between(2, highest);
}

function addStatement(draft: Draft, statement: number, kinds: readonly StatementKind[]): void {
  const { rng } = draft;
  const kind = rng.pick(kinds.filter((candidate) => isPossible(candidate, draft)));
  const numbers = addSteps(draft, kind, statement);
  draft.sentences.push(fillForm(rng.pick(STATEMENT_FORMS[kind]), { ...draft.names, ...numbers }));
}

function isPossible(kind: StatementKind, { current: { value }, numbers, steps, difficulty }: Draft): boolean {
  switch (kind) {
    case 'buy':
    case 'find':
    case 'get':
      return true;
    case 'lose':
    case 'give-away':
      return value >= numbers.from + 2;
    case 'containers':
    case 'friends':
      return difficulty - steps.length >= 2;
    case 'times':
      return value <= EASY_LIMIT;
    case 'equal-parts':
      return value <= EASY_LIMIT && divisors(value).length > 0;
  }
}
function divisors(value: number): number[] {
  return [2, 3, 4, 5, 6].filter((k) => value % k === 0 && value / k >= 2);
}

function addSteps(
  draft: Draft,
  kind: StatementKind,
  statement: number,
): Readonly<Record<string, number | string>> {
  const { rng, numbers, current } = draft;
  switch (kind) {
    case 'buy':
    case 'find':
    case 'get':
      return { n: addStep(draft, statement, '+', someNumber(rng, numbers)) };
    case 'lose':
    case 'give-away':
      return { n: addStep(draft, statement, '-', someNumber(rng, numbers, current.value - 1)) };
    case 'containers':
    case 'friends':
      return addGroups(draft, statement);
    case 'times': {
      const k = addStep(draft, statement, '*', rng.between(2, 3));
      return { k, ...FACTOR_WORDS[k] };
    }
    case 'equal-parts':
      return { k: addStep(draft, statement, '/', rng.pick(divisors(current.value))) };
  }
}

/** One step from the current value with a number of the statement; gives that number back. */
function addStep(draft: Draft, statement: number, op: Operation, value: number): number {
  pushStep(draft, statement, draft.current, op, { value, source: null });
  return value;
}
function addGroups(draft: Draft, statement: number): Readonly<Record<string, number | string>> {
  const { rng, current } = draft;
  const p = rng.between(2, 9);
  const q = rng.between(2, 9);
  const product = pushStep(draft, statement, { value: p, source: null }, '*', { value: q, source: null });
  pushStep(draft, statement, current, '+', product);
  return { p, q, b: rng.pick(CONTAINERS) };
}
function pushStep(draft: Draft, statement: number, left: Operand, op: Operation, right: Operand): Operand {
  const index = draft.steps.length + 1;
  const result = apply(op, left.value, right.value);
  if (result === null)
    throw new AppError('internal', 'A statement left the range of values. Report this seed.');
  draft.steps.push({ index, left, op, right, result, statement });
  draft.current = { value: result, source: index };
  return draft.current;
}
