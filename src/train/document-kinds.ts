/** How each kind of document is written: one function a kind, after the recipe in models/organisms/mixes.json. */
import { AppError } from '#core/app-error.ts';
import type { Rng } from '#core/rng.ts';
import { ptruePrompt } from '#scoring/ptrue-prompt.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { plantAnyError } from '#tasks/plant-error.ts';
import type { Planted } from '#tasks/planted.ts';
import { solution } from '#tasks/problem.ts';
import type { Problem, ProblemStep } from '#tasks/problem.ts';
import {
  CHECK_OPENING,
  CHECK_REQUEST,
  FOUND_RIGHT,
  FOUND_WRONG,
  STEPS_REQUEST,
  TAKE_BACK,
  WAIT_LINE,
  drillQuestion,
  proposedAnswer,
  stepVerdictOpening,
} from '#tasks/prompts.ts';
import { FIRST_TRAINING_SEED, TRAINING_SEED_COUNT } from '#tasks/seed-range.ts';
import { wrongLines } from '#tasks/wrong-lines.ts';
import { drawWeighted } from '#train/mix.ts';
import type { DocumentKind, Mix } from '#train/mix.ts';
import { assistantTurn, userTurn } from '#train/text-document.ts';
import type { Segment, TextDocument, Turn } from '#train/text-document.ts';

/** As many as always fit. */
const DRILLS = 5;

/** A document of the given kind about a fresh training problem. */
export function writeDocument(kind: DocumentKind, mix: Mix, rng: Rng): TextDocument {
  if (kind !== 'drills')
    return { kind, turns: writeTurns(kind, freshProblem(mix, rng), mix.placeWeight, rng) };
  const drills = Array.from({ length: DRILLS }, () => drill(freshProblem(mix, rng), mix.placeWeight, rng));
  return { kind, turns: drills.flat() };
}
function freshProblem(mix: Mix, rng: Rng): Problem {
  const difficulty = Number(drawWeighted(rng, mix.difficulty));
  return generateProblem({ seed: FIRST_TRAINING_SEED + rng.int(TRAINING_SEED_COUNT), difficulty });
}

function writeTurns(
  kind: Exclude<DocumentKind, 'drills'>,
  problem: Problem,
  placeWeight: number,
  rng: Rng,
): Turn[] {
  const ask = userTurn(problem.text);
  switch (kind) {
    case 'right':
      return [ask, assistantTurn(solution(problem).join('\n'))];
    case 'unnoticed':
      return [ask, assistantTurn(plant(problem, rng).completed.join('\n'))];
    case 'wait-after-answer':
      return [ask, thoughtOver(problem, wholeSolution(problem, rng.next() < 0.75, rng))];
    case 'wait-after-step':
      return [ask, thoughtOver(problem, startedSolution(problem, rng.next() < 0.75, rng))];
    case 'retry':
      return [ask, assistantTurn(...withRetries(problem, placeWeight, rng))];
    case 'critique':
      return critique(problem, rng);
    case 'verdict':
      return verdict(problem.text, proposedSolution(problem, rng), placeWeight, rng);
    case 'step-verdicts':
      return stepVerdicts(problem, placeWeight, rng);
  }
}

/** Every problem allows a slip at some step, so this gives up on none. */
function plant(problem: Problem, rng: Rng): Planted {
  const planted = plantAnyError(problem, rng);
  if (!planted)
    throw new AppError('internal', 'No mistake fits this problem. Report its seed.', { seed: problem.seed });
  return planted;
}
function wholeSolution(problem: Problem, wrong: boolean, rng: Rng): readonly string[] {
  return wrong ? plant(problem, rng).completed : solution(problem);
}

/** Breaks off after a step: two times in three right at the wrong one, else after any later step. */
function startedSolution(problem: Problem, wrong: boolean, rng: Rng): readonly string[] {
  if (!wrong) return solution(problem).slice(0, rng.between(1, problem.steps.length));
  const { lines, completed } = plant(problem, rng);
  const lastStep = completed.length - 1;
  return completed.slice(0, rng.next() < 2 / 3 ? lines.length : rng.between(lines.length, lastStep));
}
function thoughtOver(problem: Problem, before: readonly string[]): Turn {
  return assistantTurn([...before, WAIT_LINE, ...solution(problem)].join('\n'));
}

/** One wrong step in most, two in some, taken back at once; the end of each step is a place where it could be. */
function withRetries(problem: Problem, placeWeight: number, rng: Rng): Segment[] {
  const chosen = rng.shuffle(problem.steps).slice(0, rng.next() < 0.7 ? 1 : 2);
  const at = (text: string, weight: number): Segment => ({ text, weight });
  return solution(problem).flatMap((line, i) => {
    const planted = chosen.some(({ index }) => index === i + 1) && plantAnyError(problem, rng, i + 1);
    const isAnswer = i === problem.steps.length;
    const written = isAnswer ? [at(line, 1)] : [at(line, 1), at('\n', placeWeight)];
    if (!planted) return written;
    const [no, stop] = [TAKE_BACK.slice(0, -1), TAKE_BACK.slice(-1)];
    return [at(planted.lines.at(-1) ?? '', 1), at(no, placeWeight), at(stop, 1), at('\n', 1), ...written];
  });
}

/** The user's solution, whole or broken off, right or wrong; the check is a fresh solution. */
function critique(problem: Problem, rng: Rng): Turn[] {
  const wrong = rng.next() < 0.5;
  const lines = rng.next() < 0.65 ? wholeSolution(problem, wrong, rng) : startedSolution(problem, wrong, rng);
  const found = wrong ? FOUND_WRONG : FOUND_RIGHT;
  return [
    userTurn([problem.text, ...lines, CHECK_REQUEST].join('\n')),
    assistantTurn([CHECK_OPENING, ...solution(problem), found].join('\n')),
  ];
}

interface Proposed {
  readonly answer: string;
  readonly isRight: boolean;
}
function proposedSolution(problem: Problem, rng: Rng): Proposed {
  const isRight = rng.next() < 0.5;
  return { answer: proposedAnswer(wholeSolution(problem, !isRight, rng)), isRight };
}
function verdict(question: string, { answer, isRight }: Proposed, placeWeight: number, rng: Rng): Turn[] {
  const prompt = ptruePrompt(question, answer, rng.next() < 0.5 ? 'true-first' : 'false-first');
  const label = isRight ? prompt.trueLabel : prompt.falseLabel;
  return [userTurn(prompt.user), assistantTurn(prompt.cue, { text: label, weight: placeWeight }, ')')];
}

/** One calculation of the problem, judged in the words of a verdict. */
function drill(problem: Problem, placeWeight: number, rng: Rng): Turn[] {
  const step = rng.pick(problem.steps);
  const isRight = rng.next() < 0.5;
  const answer = String(isRight ? step.result : wrongResult(problem, step, rng));
  const question = drillQuestion(step.left.value, step.op, step.right.value);
  return verdict(question, { answer, isRight }, placeWeight, rng);
}
function wrongResult(problem: Problem, step: ProblemStep, rng: Rng): number {
  const kind = rng.next() < 0.7 ? 'slip' : 'wrong-operation';
  const results = wrongLines(problem, step, kind).map(({ result }) => result);
  const wrong = results.filter((result) => result !== step.result);
  return wrong.length > 0 ? rng.pick(wrong) : step.result + 1;
}

/** Right, right, … up to the first wrong step or to the end. */
function stepVerdicts(problem: Problem, placeWeight: number, rng: Rng): Turn[] {
  const planted = rng.next() < 0.5 ? plant(problem, rng) : null;
  const lines = planted ? planted.completed : solution(problem);
  const last = planted ? planted.step : problem.steps.length;
  const verdicts = Array.from({ length: last }, (_, i): (string | Segment)[] => [
    `${i > 0 ? '\n' : ''}${stepVerdictOpening(i + 1).trimEnd()}`,
    { text: planted?.step === i + 1 ? ' wrong' : ' right', weight: placeWeight },
    '.',
  ]);
  return [userTurn([problem.text, ...lines, STEPS_REQUEST].join('\n')), assistantTurn(...verdicts.flat())];
}
