import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createRng } from '#core/rng.ts';
import { checkShuffle } from '#tasks/shuffles/check-shuffle.ts';
import { generateShuffle } from '#tasks/shuffles/generate-shuffle.ts';
import { finalHolder, parseMove } from '#tasks/shuffles/parse-move.ts';
import { SHUFFLE_MISTAKES, plantShuffleError } from '#tasks/shuffles/plant-shuffle-error.ts';
import { BAG_FORMS, PEOPLE_FORMS, SHUFFLE_QUESTIONS, SWAP_FORMS } from '#tasks/shuffles/shuffle-forms.ts';
import { SHUFFLE_DIFFICULTIES, moveLine, shuffleSolution } from '#tasks/shuffles/shuffle-problem.ts';
import type { ShuffleProblem } from '#tasks/shuffles/shuffle-problem.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const difficulties = fc.constantFrom(...SHUFFLE_DIFFICULTIES);
const problems = fc.record({ seed: seeds, difficulty: difficulties }).map(generateShuffle);
const examples = Array.from({ length: 2000 }, (_, seed) =>
  generateShuffle({ seed, difficulty: 2 + (seed % 4) }),
);

/** Eva has it. Eva and Tom, Tom and Mia, Eva and Tom swap. */
const coin: ShuffleProblem = {
  family: 'shuffled-objects',
  seed: 0,
  difficulty: 3,
  text: '',
  setting: 'people',
  holders: ['Eva', 'Tom', 'Mia'],
  object: 'coin',
  start: 'Eva',
  moves: [
    { index: 1, first: 'Eva', second: 'Tom', holder: 'Tom' },
    { index: 2, first: 'Tom', second: 'Mia', holder: 'Mia' },
    { index: 3, first: 'Eva', second: 'Tom', holder: 'Mia' },
  ],
  answer: 'Mia',
};
const kinds = (lines: string[]): string[] =>
  checkShuffle(coin, lines).map((verdict) =>
    verdict.kind === 'wrong' ? `${verdict.reason}: ${verdict.expected}` : verdict.kind,
  );

describe('generateShuffle', () => {
  it('gives the same problem for the same seed', () => {
    fc.assert(
      fc.property(seeds, difficulties, (seed, difficulty) => {
        expect(generateShuffle({ seed, difficulty })).toEqual(generateShuffle({ seed, difficulty }));
      }),
    );
  });

  it('ends where carrying out all swaps on everything ends', () => {
    fc.assert(
      fc.property(problems, ({ holders, moves, object, start, answer, difficulty }) => {
        const contents = new Map(
          holders.map((holder) => [holder, holder === start ? object : `of ${holder}`]),
        );
        for (const { first, second, holder } of moves) {
          const kept = contents.get(first) ?? '';
          contents.set(first, contents.get(second) ?? '').set(second, kept);
          expect(contents.get(holder)).toBe(object);
        }
        expect(contents.get(answer)).toBe(object);
        expect(moves).toHaveLength(difficulty);
        expect(moves.some(({ holder }) => holder !== start)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('says every swap in its order, and writes lines that are read back as they were', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { text, moves, setting, object, start } = problem;
        const said = text.split(/(?<=[.?]) /).slice(-moves.length - 1, -1);
        moves.forEach((move, i) => {
          expect(said[i]).toContain(move.first);
          expect(said[i]).toContain(move.second);
          expect(parseMove(moveLine(setting, move))).toEqual(move);
        });
        expect(text).toContain(start);
        expect(text.endsWith('?')).toBe(true);
        expect(text.split(/(?<=[.?]) /).at(-1)).toContain(object);
        expect(text).not.toMatch(/[{}]|undefined/);
        expect(finalHolder(shuffleSolution(problem))).toBe(problem.answer);
      }),
      { numRuns: 1000 },
    );
  });

  it('has both settings, each statement in at least six wordings', () => {
    const forms = [BAG_FORMS, ...Object.values(SWAP_FORMS), ...Object.values(SHUFFLE_QUESTIONS)];
    for (const wordings of [...forms, PEOPLE_FORMS.map(({ all, each }) => all + each)])
      expect(new Set(wordings).size).toBeGreaterThanOrEqual(6);
    for (const setting of ['people', 'bags'])
      expect(examples.filter((problem) => problem.setting === setting).length).toBeGreaterThan(800);
  });

  it.each([0, 1, 6, 2.5, NaN])('refuses difficulty %s and says which there are', (difficulty) => {
    expect(() => generateShuffle({ seed: 1, difficulty })).toThrow('Choose 2, 3, 4 or 5.');
  });
});

describe('checkShuffle', () => {
  it('accepts every right solution, whoever of the two is named first', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const lines = shuffleSolution(problem);
        const turned = lines.map((line) => line.replace(/: (\w+) and (\w+) swap/, ': $2 and $1 swap'));
        for (const { kind } of [...checkShuffle(problem, lines), ...checkShuffle(problem, turned)])
          expect(kind).toBe('right');
      }),
    );
  });

  it('names a mistake once and lets what is built on it follow', () => {
    expect(
      kinds([
        'Step 1: Eva and Tom swap, Eva has it.',
        'Step 2: Tom and Mia swap, Eva has it.',
        'Step 3: Eva and Tom swap, Tom has it.',
        'The answer is Tom.',
      ]),
    ).toEqual(['holder: Step 1: Eva and Tom swap, Tom has it.', 'follows', 'follows', 'follows']);
  });

  it('sees that a move was left out, once', () => {
    expect(
      kinds([
        'Step 1: Tom and Mia swap, Eva has it.',
        'Step 2: Eva and Tom swap, Tom has it.',
        'The answer is Tom.',
      ]),
    ).toEqual(['statement: Step 1: Eva and Tom swap, Tom has it.', 'follows', 'follows']);
  });

  it.each([
    ['Step 1: Eva and Mia swap, Mia has it.', 'pair: Step 1: Eva and Tom swap, Tom has it.'],
    ['Step 1: Eva and Tom swap, Mia has it.', 'holder: Step 1: Eva and Tom swap, Tom has it.'],
    ['Step 1: Eva and Tom swap, it is at Tom.', 'right'],
    ['Step 4: Eva and Tom swap, Eva has it.', 'no-such-step: The answer is Mia.'],
    ['The answer is Eva.', 'answer: The answer is Mia.'],
    ['Eva and Tom swap.', 'unknown'],
  ])('says of "%s": %s', (line, expected) => {
    expect(kinds([line])).toEqual([expected]);
  });

  it('checks afresh after Wait, and where a move is taken back', () => {
    const lines = [
      'Step 1: Tom and Mia swap, Eva has it. No.',
      ...shuffleSolution(coin),
      'Wait, let me check.',
      ...shuffleSolution(coin),
    ];
    expect(kinds(lines).slice(1)).toEqual([...Array(4).fill('right'), 'unknown', ...Array(4).fill('right')]);
  });

  it('has a verdict for any text and never throws', () => {
    fc.assert(
      fc.property(problems, fc.array(fc.string()), (problem, lines) => {
        expect(checkShuffle(problem, lines)).toHaveLength(lines.length);
      }),
    );
  });
});

describe('plantShuffleError', () => {
  it('is found by the checker at its step, nowhere before, and leads to a wrong answer', () => {
    fc.assert(
      fc.property(
        problems,
        seeds,
        fc.constantFrom(...SHUFFLE_MISTAKES),
        fc.integer({ min: 1, max: 5 }),
        (problem, seed, kind, step) => {
          const planted = plantShuffleError(problem, { step, kind }, createRng(seed));
          if (!planted) return;
          const verdicts = checkShuffle(problem, planted.completed).map((verdict) => verdict.kind);
          expect(verdicts.slice(0, step - 1)).toEqual(Array(step - 1).fill('right'));
          expect(verdicts[step - 1]).toBe('wrong');
          expect(verdicts.slice(step)).not.toContain('wrong');
          expect(verdicts.at(-1)).toBe('follows');
          expect(planted).toMatchObject({ kind, step, lines: planted.completed.slice(0, step) });
          expect(planted.lines.slice(0, -1)).toEqual(shuffleSolution(problem).slice(0, step - 1));
          expect(planted.trueValue).toBe(problem.moves[step - 1]?.holder);
          expect(planted.wrongValue).not.toBe(planted.trueValue);
          expect(planted.wrongAnswer).not.toBe(problem.answer);
          expect(finalHolder(planted.completed)).toBe(planted.wrongAnswer);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('gives the reason that its kind is about', () => {
    const reasons = { 'wrong-swap': 'pair', 'skipped-move': 'statement', 'swapped-names': 'holder' };
    for (const problem of examples)
      for (const kind of SHUFFLE_MISTAKES)
        for (const { index } of problem.moves) {
          const planted = plantShuffleError(problem, { step: index, kind }, createRng(problem.seed));
          if (!planted) continue;
          expect(checkShuffle(problem, planted.lines).at(-1)).toMatchObject({ reason: reasons[kind] });
        }
  });

  it('swaps names wherever the thing moves, and nowhere else', () => {
    const places = coin.moves.map(({ index }) =>
      plantShuffleError(coin, { step: index, kind: 'swapped-names' }, createRng(1)),
    );
    expect(places.map((planted) => planted?.lines.at(-1) ?? null)).toEqual([
      'Step 1: Eva and Tom swap, Eva has it.',
      'Step 2: Tom and Mia swap, Tom has it.',
      null,
    ]);
  });
});
