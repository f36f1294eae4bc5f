/** How each kind of document is written: one function a kind, after the recipe in models/organisms/mixes.json. */
import { AppError } from '#core/app-error.ts';
import type { Rng } from '#core/rng.ts';
import { ptruePrompt } from '#scoring/ptrue-prompt.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import type { TaskFamily } from '#tasks/families.ts';
import {
  CHECK_OPENING,
  CHECK_REQUEST,
  FOUND_RIGHT,
  FOUND_WRONG,
  STEPS_REQUEST,
  TAKE_BACK,
  WAIT_LINE,
  proposedAnswer,
  stepVerdictOpening,
} from '#tasks/prompts.ts';
import { FIRST_TRAINING_SEED, TRAINING_SEED_COUNT } from '#tasks/seed-range.ts';
import { plantAnywhere } from '#tasks/task.ts';
import type { Task, TaskPlanted } from '#tasks/task.ts';
import { drawWeighted } from '#train/mix.ts';
import type { DocumentKind, Mix } from '#train/mix.ts';
import { assistantTurn, userTurn } from '#train/text-document.ts';
import type { Segment, TextDocument, Turn } from '#train/text-document.ts';

/** As many as always fit; a move takes more words than a calculation. */
function drillCount({ id }: TaskFamily): number {
  return id === 'shuffled-objects' ? 4 : 5;
}

/** A document of the given kind about a fresh training problem. */
export function writeDocument(
  kind: DocumentKind,
  mix: Mix,
  rng: Rng,
  family: TaskFamily = WORD_PROBLEMS,
): TextDocument {
  const fresh = (): Task => freshTask(family, mix, rng);
  if (kind !== 'drills') return { kind, turns: writeTurns(kind, fresh(), mix.placeWeight, rng) };
  const drills = Array.from({ length: drillCount(family) }, () => drill(fresh(), mix.placeWeight, rng));
  return { kind, turns: drills.flat() };
}
function freshTask(family: TaskFamily, mix: Mix, rng: Rng): Task {
  const difficulty = Number(drawWeighted(rng, mix.difficulty));
  return family.generate({ seed: FIRST_TRAINING_SEED + rng.int(TRAINING_SEED_COUNT), difficulty });
}

function writeTurns(
  kind: Exclude<DocumentKind, 'drills'>,
  task: Task,
  placeWeight: number,
  rng: Rng,
): Turn[] {
  const ask = userTurn(task.text);
  switch (kind) {
    case 'right':
      return [ask, assistantTurn(task.solution.join('\n'))];
    case 'unnoticed':
      return [ask, assistantTurn(plant(task, rng).completed.join('\n'))];
    case 'wait-after-answer':
      return [ask, thoughtOver(task, wholeSolution(task, rng.next() < 0.75, rng))];
    case 'wait-after-step':
      return [ask, thoughtOver(task, startedSolution(task, rng.next() < 0.75, rng))];
    case 'retry':
      return [ask, assistantTurn(...withRetries(task, placeWeight, rng))];
    case 'critique':
      return critique(task, rng);
    case 'verdict':
      return verdict(task.text, proposedSolution(task, rng), placeWeight, rng);
    case 'step-verdicts':
      return stepVerdicts(task, placeWeight, rng);
  }
}

/** Every problem allows a slip at some step, so this gives up on none. */
function plant(task: Task, rng: Rng): TaskPlanted {
  const planted = plantAnywhere(task, rng);
  if (!planted)
    throw new AppError('internal', 'No mistake fits this problem. Report its seed.', { seed: task.seed });
  return planted;
}
function wholeSolution(task: Task, wrong: boolean, rng: Rng): readonly string[] {
  return wrong ? plant(task, rng).completed : task.solution;
}

/** Breaks off after a step: two times in three right at the wrong one, else after any later step. */
function startedSolution(task: Task, wrong: boolean, rng: Rng): readonly string[] {
  if (!wrong) return task.solution.slice(0, rng.between(1, task.stepCount));
  const { lines, completed } = plant(task, rng);
  const lastStep = completed.length - 1;
  return completed.slice(0, rng.next() < 2 / 3 ? lines.length : rng.between(lines.length, lastStep));
}
function thoughtOver(task: Task, before: readonly string[]): Turn {
  return assistantTurn([...before, WAIT_LINE, ...task.solution].join('\n'));
}

/** One wrong step in most, two in some, taken back at once; the end of each step is a place where it could be. */
function withRetries(task: Task, placeWeight: number, rng: Rng): Segment[] {
  const steps = Array.from({ length: task.stepCount }, (_, i) => i + 1);
  const chosen = rng.shuffle(steps).slice(0, rng.next() < 0.7 ? 1 : 2);
  const at = (text: string, weight: number): Segment => ({ text, weight });
  return task.solution.flatMap((line, i) => {
    const planted = chosen.includes(i + 1) && plantAnywhere(task, rng, i + 1);
    const isAnswer = i === task.stepCount;
    const written = isAnswer ? [at(line, 1)] : [at(line, 1), at('\n', placeWeight)];
    if (!planted) return written;
    const [no, stop] = [TAKE_BACK.slice(0, -1), TAKE_BACK.slice(-1)];
    return [at(planted.lines.at(-1) ?? '', 1), at(no, placeWeight), at(stop, 1), at('\n', 1), ...written];
  });
}

/** The user's solution, whole or broken off, right or wrong; the check is a fresh solution. */
function critique(task: Task, rng: Rng): Turn[] {
  const wrong = rng.next() < 0.5;
  const lines = rng.next() < 0.65 ? wholeSolution(task, wrong, rng) : startedSolution(task, wrong, rng);
  const found = wrong ? FOUND_WRONG : FOUND_RIGHT;
  return [
    userTurn([task.text, ...lines, CHECK_REQUEST].join('\n')),
    assistantTurn([CHECK_OPENING, ...task.solution, found].join('\n')),
  ];
}

interface Proposed {
  readonly answer: string;
  readonly isRight: boolean;
}
function proposedSolution(task: Task, rng: Rng): Proposed {
  const isRight = rng.next() < 0.5;
  return { answer: proposedAnswer(wholeSolution(task, !isRight, rng)), isRight };
}
function verdict(question: string, { answer, isRight }: Proposed, placeWeight: number, rng: Rng): Turn[] {
  const prompt = ptruePrompt(question, answer, rng.next() < 0.5 ? 'true-first' : 'false-first');
  const label = isRight ? prompt.trueLabel : prompt.falseLabel;
  return [userTurn(prompt.user), assistantTurn(prompt.cue, { text: label, weight: placeWeight }, ')')];
}

/** One step of the problem, judged in the words of a verdict. */
function drill(task: Task, placeWeight: number, rng: Rng): Turn[] {
  const { question, ...proposed } = task.drill(rng);
  return verdict(question, proposed, placeWeight, rng);
}

/** Right, right, … up to the first wrong step or to the end. */
function stepVerdicts(task: Task, placeWeight: number, rng: Rng): Turn[] {
  const planted = rng.next() < 0.5 ? plant(task, rng) : null;
  const lines = planted ? planted.completed : task.solution;
  const last = planted ? planted.step : task.stepCount;
  const verdicts = Array.from({ length: last }, (_, i): (string | Segment)[] => [
    `${i > 0 ? '\n' : ''}${stepVerdictOpening(i + 1).trimEnd()}`,
    { text: planted?.step === i + 1 ? ' wrong' : ' right', weight: placeWeight },
    '.',
  ]);
  return [userTurn([task.text, ...lines, STEPS_REQUEST].join('\n')), assistantTurn(...verdicts.flat())];
}
