/** Plants one mistake into a shuffle and carries it on; the checker finds it at its move and nowhere before. */
import type { Rng } from '#core/rng.ts';
import { isFoundAt } from '#tasks/planted.ts';
import type { PlantPlace, Planted } from '#tasks/planted.ts';
import { answerLine } from '#tasks/problem.ts';
import { checkShuffle } from './check-shuffle.ts';
import { afterSwap, isSameSwap, moveLine, shuffleSolution } from './shuffle-problem.ts';
import type { ShuffleProblem, Swap, WrittenMove } from './shuffle-problem.ts';

/** Another pair swaps than the problem says; a move is left out; the thing goes to the wrong one of the two. */
export const SHUFFLE_MISTAKES = ['wrong-swap', 'skipped-move', 'swapped-names'] as const;
export type ShuffleMistake = (typeof SHUFFLE_MISTAKES)[number];
type PlantedMove = Planted<ShuffleMistake, string>;

/** Null where this kind of mistake cannot be made at this step. */
export function plantShuffleError(
  problem: ShuffleProblem,
  { step, kind }: PlantPlace<ShuffleMistake>,
  rng: Rng,
): PlantedMove | null {
  const target = problem.moves[step - 1];
  if (!target) return null;
  for (const line of rng.shuffle(wrongMoves(problem, target, kind))) {
    const planted = finish(problem, target, kind, line);
    if (planted) return planted;
  }
  return null;
}

function wrongMoves(problem: ShuffleProblem, target: WrittenMove, kind: ShuffleMistake): WrittenMove[] {
  const before = problem.moves[target.index - 2]?.holder ?? problem.start;
  const instead = (swap: Swap): WrittenMove => ({ ...target, ...swap, holder: afterSwap(before, swap) });
  switch (kind) {
    case 'wrong-swap':
      return pairs(problem.holders)
        .filter((swap) => !isSameSwap(swap, target))
        .map(instead);
    case 'skipped-move': {
      const next = problem.moves[target.index];
      return next === undefined ? [] : [instead({ first: next.first, second: next.second })];
    }
    case 'swapped-names':
      return target.holder === before ? [] : [{ ...target, holder: before }];
  }
}
function pairs(holders: readonly string[]): Swap[] {
  return holders.flatMap((first, i) => holders.slice(i + 1).map((second) => ({ first, second })));
}

function finish(
  problem: ShuffleProblem,
  target: WrittenMove,
  kind: ShuffleMistake,
  line: WrittenMove,
): PlantedMove | null {
  const { setting, moves } = problem;
  const skipped = kind === 'skipped-move' ? 1 : 0;
  const rest = carryOn(moves.slice(target.index + skipped), line.holder, skipped);
  const wrongAnswer = (rest.at(-1) ?? line).holder;
  const lines = [...shuffleSolution(problem).slice(0, target.index - 1), moveLine(setting, line)];
  const completed = [...lines, ...rest.map((move) => moveLine(setting, move)), answerLine(wrongAnswer)];
  const isFound = isFoundAt(checkShuffle(problem, completed), target.index);
  if (wrongAnswer === problem.answer || line.holder === target.holder || !isFound) return null;
  const values = { wrongValue: line.holder, trueValue: target.holder };
  return { kind, step: target.index, lines, completed, ...values, wrongAnswer };
}

/** The moves that are still open, from where the thing is said to be. */
function carryOn(moves: readonly WrittenMove[], from: string, skipped: number): WrittenMove[] {
  let holder = from;
  return moves.map((move) => {
    holder = afterSwap(holder, move);
    return { ...move, index: move.index - skipped, holder };
  });
}
