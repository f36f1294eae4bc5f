import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/rng.ts';
import { TASK_FAMILIES } from '#tasks/families.ts';
import { WAIT_LINE } from '#tasks/prompts.ts';
import type { Task } from '#tasks/task.ts';
import { createEncoder } from '../bpe-encoder.ts';
import { readTokenizer } from '../tokenizer-file.ts';
import { AIMS } from './aim.ts';
import type { Aim } from './aim.ts';
import { encodePair, preferencePair } from './preference-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

const tokenizer = readTokenizer();
const encode = createEncoder(tokenizer);

interface Drawn {
  readonly aim: Aim;
  readonly task: Task;
  readonly pair: PreferencePair;
}
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    aim: fc.constantFrom(...AIMS),
    family: fc.constantFrom(...TASK_FAMILIES),
    seed: fc.nat(),
    place: fc.nat(),
  })
  .map(({ aim, family, seed, place }) => {
    const difficulty = family.difficulties[place % family.difficulties.length] ?? 3;
    const task = family.generate({ seed, difficulty });
    return { aim, task, pair: preferencePair(aim, task, createRng(seed)) };
  });
const endOf = ({ before }: PreferencePair, continuation: string) => (before + continuation).split('\n');
const lastHalf = (task: Task, text: string) => text.endsWith(task.solution.join('\n'));

describe('preference pairs', () => {
  it('solve: both begin with the same right lines, and only the chosen ends right', () => {
    fc.assert(
      fc.property(
        drawn.filter(({ aim }) => aim === 'solve'),
        ({ task, pair }) => {
          expect(endOf(pair, pair.chosen)).toEqual(task.solution);
          expect(task.statedAnswer(endOf(pair, pair.rejected))).not.toBe(task.answer);
          const firstLine = (text: string) => text.trimStart().split('\n')[0];
          expect(firstLine(pair.rejected)).not.toBe(firstLine(pair.chosen));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('correct and discern: doubt is chosen after a mistake and rejected after right lines', () => {
    const seen = { correct: { wrong: 0, right: 0 }, discern: { wrong: 0, right: 0 }, solve: null };
    fc.assert(
      fc.property(
        drawn.filter(({ aim }) => aim !== 'solve'),
        ({ aim, task, pair }) => {
          expect(task.statedAnswer(endOf(pair, pair.chosen))).toBe(task.answer);
          const isWrong = task.check(pair.before.split('\n')).some(({ kind }) => kind === 'wrong');
          const counts = seen[aim];
          if (counts) counts[isWrong ? 'wrong' : 'right']++;
          const [doubt, going] = isWrong ? [pair.chosen, pair.rejected] : [pair.rejected, pair.chosen];
          expect(doubt.startsWith(`\n${WAIT_LINE}\n`)).toBe(true);
          expect(lastHalf(task, doubt)).toBe(true);
          expect(going).not.toContain(WAIT_LINE);
          if (isWrong) expect(task.statedAnswer(endOf(pair, going))).not.toBe(task.answer);
        },
      ),
      { numRuns: 200 },
    );
    expect(Math.min(seen.correct.wrong, seen.discern.wrong, seen.discern.right)).toBeGreaterThan(20);
    expect(seen.correct.right).toBe(0);
  });

  it('as tokens: the same beginning of weight 0, then the continuation and its end, spelled as the whole turn is', () => {
    fc.assert(
      fc.property(drawn, ({ pair }) => {
        const { '<|user|>': user, '<|assistant|>': assistant, '<|end|>': end } = tokenizer.special;
        const encoded = encodePair(pair, encode, tokenizer.special);
        const begun = [user, ...encode(pair.prompt), end, assistant, ...encode(pair.before)];
        for (const side of ['chosen', 'rejected'] as const) {
          const { tokens, weights } = encoded[side];
          expect(tokens.slice(0, begun.length)).toEqual(begun);
          expect(weights).toEqual(tokens.map((_, i) => Number(i >= begun.length)));
          const turn = [assistant, ...encode(pair.before + pair[side]), end];
          expect(tokens.slice(-turn.length)).toEqual(turn);
        }
      }),
      { numRuns: 200 },
    );
  });
});
