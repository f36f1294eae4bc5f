/** Documents that solve a problem: rightly, wrongly, with second thoughts, or to check somebody else's solution. */
import type { Rng } from '#core/rng.ts';
import {
  CHECK_OPENING,
  CHECK_REQUEST,
  FOUND_RIGHT,
  FOUND_WRONG,
  TAKE_BACK,
  WAIT_LINE,
} from '#tasks/prompts.ts';
import { plantAnywhere } from '#tasks/task.ts';
import type { Task } from '#tasks/task.ts';
import type { DocumentKind, Mix } from '#train/mix.ts';
import { plant } from '#train/planted-mistakes.ts';
import { shownSolution } from '#train/shown-solution.ts';
import { assistantTurn, userTurn } from '#train/text-document.ts';
import type { Segment, Turn } from '#train/text-document.ts';

export type SolvedKind = Extract<
  DocumentKind,
  | 'right'
  | 'unnoticed'
  | 'wait-after-answer'
  | 'wait-after-step'
  | 'retry'
  | 'hardest-at-a-glance'
  | 'hardest-written-out'
  | 'critique'
>;
export function solved(kind: SolvedKind, task: Task, mix: Mix, rng: Rng): Turn[] {
  const ask = userTurn(task.text);
  switch (kind) {
    case 'hardest-at-a-glance':
      return [ask, assistantTurn(task.solution.at(-1) ?? '')];
    case 'right':
    case 'hardest-written-out':
      return [ask, assistantTurn(task.solution.join('\n'))];
    case 'unnoticed':
      return [ask, assistantTurn(plant(task, rng).completed.join('\n'))];
    case 'wait-after-answer':
      return [ask, thoughtOver(task, wholeSolution(task, rng.next() < 0.75, rng))];
    case 'wait-after-step':
      return [ask, thoughtOver(task, startedSolution(task, rng.next() < 0.75, rng))];
    case 'retry':
      return [ask, assistantTurn(...withRetries(task, mix.placeWeight, rng))];
    case 'critique':
      return critique(task, mix, rng);
  }
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

/**
 * One wrong step in most, two in some, taken back at once; the end of each step is a place where it could be. A step that
 * should be taken back and is not costs twice as much as one that is taken back for nothing: with equal costs three of four
 * were taken back, and of five hundred right ones a single one. The wrong step itself is not learned: a model that learns to
 * make mistakes makes more that its own check lets pass, and P(True) ranks what is left of them far worse.
 */
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
    return [at(planted.lines.at(-1) ?? '', 0), at(no, 2 * placeWeight), at(stop, 1), at('\n', 1), ...written];
  });
}

/** The user's solution, whole or broken off, right or wrong; the check is a fresh solution. */
function critique(task: Task, { placeWeight }: Mix, rng: Rng): Turn[] {
  const wrong = rng.next() < 0.5;
  const lines = rng.next() < 0.65 ? wholeSolution(task, wrong, rng) : startedSolution(task, wrong, rng);
  const found = wrong ? FOUND_WRONG : FOUND_RIGHT;
  const asked = [task.text, ...lines, CHECK_REQUEST].join('\n');
  return [
    userTurn(...shownSolution(asked, lines, firstDifference(lines, task.solution), placeWeight)),
    assistantTurn([CHECK_OPENING, ...task.solution, found].join('\n')),
  ];
}

function firstDifference(lines: readonly string[], solution: readonly string[]): number | null {
  const at = lines.findIndex((line, i) => line !== solution[i]);
  return at < 0 ? null : at + 1;
}
