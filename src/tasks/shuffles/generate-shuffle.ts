/** The generator of shuffles: the same seed and difficulty give the same problem everywhere. */
import { AppError } from '#core/app-error.ts';
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import { NAMES, fillForm } from '#tasks/surface-forms.ts';
import { BAG_FORMS, OBJECTS, PEOPLE_FORMS, SHUFFLE_QUESTIONS, SWAP_FORMS } from './shuffle-forms.ts';
import { SHUFFLE_DIFFICULTIES, afterSwap, isSameSwap } from './shuffle-problem.ts';
import type { ShuffleProblem, ShuffleSetting, Swap, WrittenMove } from './shuffle-problem.ts';

/** Share of the moves that are drawn so that they concern the thing asked about; of the others, chance makes some do. */
const RELEVANT_MOVES = 0.5;

/**
 * @param difficulty number of moves, 2 to 5. No two moves in a row are the same, and at least one changes the answer.
 * @throws AppError bad-input for another difficulty.
 */
export function generateShuffle({ seed, difficulty }: { seed: number; difficulty: number }): ShuffleProblem {
  if (!SHUFFLE_DIFFICULTIES.some((known) => known === difficulty))
    throw new AppError('bad-input', `There are no shuffles of ${difficulty} moves. Choose 2, 3, 4 or 5.`, {
      difficulty,
    });
  const rng = createRng(seed).fork(`shuffled-objects ${difficulty}`);
  const setting = rng.pick(['people', 'bags'] as const);
  const holders = holdersOf(rng, setting, 2 + Math.floor(difficulty / 2));
  const objects = rng.shuffle(OBJECTS).slice(0, holders.length);
  const asked = rng.int(holders.length);
  const object = objects[asked] as string;
  const start = holders[asked] as string;
  const moves = drawMoves(rng, difficulty, holders, start);
  const opening =
    setting === 'people' ? peopleSentence(rng, holders, objects) : bagSentence(rng, holders, object, start);
  const swaps = moves.map((move) => swapSentence(rng, setting, move));
  const question = fillForm(rng.pick(SHUFFLE_QUESTIONS[setting]), { o: object });
  const text = [opening, ...swaps, question].join(' ');
  const answer = (moves.at(-1) as WrittenMove).holder;
  return {
    family: 'shuffled-objects',
    seed,
    difficulty,
    text,
    setting,
    holders,
    object,
    start,
    moves,
    answer,
  };
}

function holdersOf(rng: Rng, setting: ShuffleSetting, count: number): string[] {
  if (setting === 'people') return rng.shuffle(NAMES).slice(0, count);
  return Array.from({ length: count }, (_, i) => String(i + 1));
}

function drawMoves(rng: Rng, count: number, holders: readonly string[], start: string): WrittenMove[] {
  for (;;) {
    const moves: WrittenMove[] = [];
    let holder = start;
    for (let index = 1; index <= count; index++) {
      const swap = drawSwap(rng, holders, holder, moves.at(-1));
      holder = afterSwap(holder, swap);
      moves.push({ index, ...swap, holder });
    }
    if (moves.some((move) => move.holder !== start)) return moves;
  }
}
function drawSwap(rng: Rng, holders: readonly string[], holder: string, last: Swap | undefined): Swap {
  const isRelevant = rng.next() < RELEVANT_MOVES;
  for (;;) {
    const [first, second] = rng.shuffle(holders) as [string, string];
    const swap = { first, second };
    const isStale = last !== undefined && isSameSwap(swap, last);
    if (!isStale && (!isRelevant || first === holder || second === holder)) return swap;
  }
}

function peopleSentence(rng: Rng, holders: readonly string[], objects: readonly string[]): string {
  const { all, each } = rng.pick(PEOPLE_FORMS);
  const parts = rng
    .shuffle(holders.map((N, i) => ({ N, o: objects[i] as string })))
    .map((words, i) => fillForm(i === 0 ? each : '{N} a {o}', words));
  const list = `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return fillForm(all, { list });
}
function bagSentence(rng: Rng, holders: readonly string[], object: string, start: string): string {
  return fillForm(rng.pick(BAG_FORMS), { n: holders.length, o: object, S: start });
}
/** The two may be named in either order, whatever the solution does. */
function swapSentence(rng: Rng, setting: ShuffleSetting, { first, second }: Swap): string {
  const [A, B] = rng.shuffle([first, second]) as [string, string];
  return fillForm(rng.pick(SWAP_FORMS[setting]), { A, B });
}
