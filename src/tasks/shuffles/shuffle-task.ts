/** A shuffle as a Task. */
import type { Rng } from '#core/rng.ts';
import { fillForm } from '#tasks/surface-forms.ts';
import { createTask } from '#tasks/task.ts';
import type { Drill, Task } from '#tasks/task.ts';
import { checkShuffle } from './check-shuffle.ts';
import { generateShuffle } from './generate-shuffle.ts';
import { finalHolder } from './parse-move.ts';
import { SHUFFLE_MISTAKES, plantShuffleError } from './plant-shuffle-error.ts';
import { ONE_SWAP } from './shuffle-forms.ts';
import { shuffleSolution } from './shuffle-problem.ts';
import type { ShuffleProblem } from './shuffle-problem.ts';

export function shuffleTask(options: { readonly seed: number; readonly difficulty: number }): Task {
  const problem = generateShuffle(options);
  const { family, seed, difficulty, text, answer } = problem;
  return createTask({
    family,
    seed,
    difficulty,
    text,
    answer,
    solution: shuffleSolution(problem),
    kinds: SHUFFLE_MISTAKES,
    check: (lines) => checkShuffle(problem, lines),
    statedAnswer: finalHolder,
    plant: (place, rng) => plantShuffleError(problem, place, rng),
    drill: (rng) => drill(problem, rng),
  });
}

/** One move alone. */
function drill({ moves, start, setting, holders }: ShuffleProblem, rng: Rng): Drill {
  const move = rng.pick(moves);
  const before = moves[move.index - 2]?.holder ?? start;
  const isRight = rng.next() < 0.5;
  const others = holders.filter((holder) => holder !== move.holder);
  const words = { S: before, A: move.first, B: move.second };
  const question = fillForm(ONE_SWAP[setting], words);
  const answer = isRight ? move.holder : rng.pick(others);
  return { question, answer, isRight, claim: `${question} ${answer}.` };
}
