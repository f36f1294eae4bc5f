/** Documents that judge a solution: its steps one by one, or the whole. */
import type { Rng } from '#core/rng.ts';
import { CLAIMS_REQUEST, STEPS_REQUEST, proposedAnswer, stepVerdictOpening } from '#tasks/prompts.ts';
import type { Task } from '#tasks/task.ts';
import type { Sources } from '#train/document-kinds.ts';
import type { Mix } from '#train/mix.ts';
import { drawMistake } from '#train/own-mistakes.ts';
import { plant, plantSubtle } from '#train/planted-mistakes.ts';
import { SHOWN_WEIGHT, shownSolution, shownWeight } from '#train/shown-solution.ts';
import { assistantTurn, userTurn } from '#train/text-document.ts';
import type { Segment, Turn } from '#train/text-document.ts';
import { verdict, verdictWord } from '#train/verdict-document.ts';

interface Judged {
  readonly task: Task;
  readonly lines: readonly string[];
  /** The first wrong step; null where all is right. */
  readonly step: number | null;
}
/** Half of them right; of the wrong ones half the model's own, where there are any. */
function judged(task: Task, { own }: Sources, rng: Rng): Judged {
  if (rng.next() < 0.5) return { task, lines: task.solution, step: null };
  const mistake = rng.next() < 0.5 ? drawMistake(own, rng) : null;
  if (mistake) return mistake;
  const { completed, step } = plantSubtle(task, rng) ?? plant(task, rng);
  return { task, lines: completed, step };
}

export function verdictOf(fresh: Task, sources: Sources, mix: Mix, rng: Rng): Turn[] {
  const { task, lines, step } = judged(fresh, sources, rng);
  const proposed = { answer: proposedAnswer(lines), isRight: step === null };
  return verdict(task.text, proposed, mix, rng, (text) =>
    userTurn(...shownSolution(text, lines, step, mix.placeWeight)),
  );
}

/** A solution with a verdict right behind each step, up to the first wrong one. */
export function judgedSteps(fresh: Task, sources: Sources, { placeWeight }: Mix, rng: Rng): Turn[] {
  const { task, lines, step } = judged(fresh, sources, rng);
  const segments = lines.slice(0, step ?? task.stepCount).flatMap((line, i): Segment[] => [
    { text: `${i > 0 ? '\n' : ''}${line}`, weight: shownWeight(i, step) },
    { text: verdictWord(step !== i + 1), weight: placeWeight },
  ]);
  return [userTurn(`${task.text}\n${CLAIMS_REQUEST}`), assistantTurn(...segments)];
}

/**
 * A solution each of whose steps comes wrong first, half of the time, and then right; a verdict behind each. As many verdicts
 * as steps, one as likely as the other, and what precedes them is right.
 */
export function judgedTries(task: Task, { placeWeight }: Mix, rng: Rng): Turn[] {
  const segments = task.solution.slice(0, task.stepCount).flatMap((line, i): Segment[] => {
    const open = i > 0 ? '\n' : '';
    const wrong = rng.next() < 0.5 ? plantSubtle(task, rng, i + 1)?.lines.at(-1) : undefined;
    const right = (before: string, weight: number) => [
      { text: `${before}${line}`, weight: SHOWN_WEIGHT },
      { text: verdictWord(true), weight },
    ];
    if (wrong === undefined) return right(open, placeWeight);
    return [
      { text: `${open}${wrong}`, weight: 0 },
      { text: verdictWord(false), weight: placeWeight },
      // No judgement: what follows a wrong one is right.
      ...right('\n', 0),
    ];
  });
  return [userTurn(`${task.text}\n${CLAIMS_REQUEST}`), assistantTurn(...segments)];
}

/** Right, right, … up to the first wrong step or to the end. */
export function stepVerdicts(fresh: Task, sources: Sources, mix: Mix, rng: Rng): Turn[] {
  const { task, lines, step } = judged(fresh, sources, rng);
  const verdicts = Array.from({ length: step ?? task.stepCount }, (_, i): (string | Segment)[] => [
    `${i > 0 ? '\n' : ''}${stepVerdictOpening(i + 1).trimEnd()}`,
    { text: verdictWord(step !== i + 1), weight: mix.placeWeight },
    '.',
  ]);
  const asked = [task.text, ...lines, STEPS_REQUEST].join('\n');
  return [userTurn(...shownSolution(asked, lines, step, mix.placeWeight)), assistantTurn(...verdicts.flat())];
}
