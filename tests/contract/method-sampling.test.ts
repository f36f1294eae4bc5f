/** Methods that decide how each token is drawn. */
import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import { ScriptedEngine } from '#engine/backends/scripted/scripted-engine.ts';
import { END } from '#engine/backends/scripted/scripted-tokenizer.ts';
import { METHODS } from '#methods/index.ts';
import { drawingAt, placeOf } from '#methods/steps/entropy-quadrant.ts';
import { lookedUp } from '#methods/steps/looked-up.ts';
import { attempt, solver } from './method-fixture.ts';
import { talker } from './talker.ts';

const bits = (entropy: number, varentropy: number) =>
  placeOf({ entropy: entropy * Math.LN2, varentropy: varentropy * Math.LN2 ** 2 });
const BASE = { temperature: 0.666, topP: 0.9, topK: 27, minP: 0.03 };

describe('entropix-lite', () => {
  it('tells the places apart in bits, the earlier rule first', () => {
    expect(bits(0.05, 0.05)).toBe('sure');
    expect(bits(6, 0.05)).toBe('unclear');
    expect(bits(4.9, 5.1)).toBe('parting');
    expect(bits(5.1, 5.1)).toBe('torn');
    expect([bits(0.05, 1), bits(3, 1), bits(6, 1)]).toEqual(Array(3).fill('usual'));
  });

  it('draws warmer by the published factors, within their limits', () => {
    const at = (temperature: number) =>
      (['sure', 'unclear', 'parting', 'torn', 'usual'] as const).map((kind) =>
        Number(drawingAt(kind, { ...BASE, temperature }).temperature.toFixed(4)),
      );
    expect(at(0.666)).toEqual([0, 0.8658, 0.7992, 2, 0.666]);
    expect(at(1.4)).toEqual([0, 1.5, 1.5, 2.8, 1.4]);
  });

  it('takes the likeliest token where the model is sure, whatever the seed', async () => {
    const texts = await Promise.all(
      [1, 2, 3].map(async (seed) => {
        const { candidates, reason } = await attempt(METHODS['entropix-lite'], {
          engine: solver(1, 16),
          seed,
        });
        expect(reason).toMatch(/^places met: sure [1-9]\d*, unclear 0, parting 0, torn 0, usual 0$/);
        return candidates[0]?.answer;
      }),
    );
    expect(texts).toEqual(['5', '5', '5']);
  });

  it('writes the pause where all is unclear, not twice in a row', async () => {
    const even = new ScriptedEngine({
      pieces: ['...', ' so'],
      row: (tokens, size) => {
        const row = new Float32Array(size);
        // After the first token drawn past a pause the end is certain.
        if (foldedLength(tokens) >= 2) row[END] = 40;
        return row;
      },
    });
    const { events } = await attempt(METHODS['entropix-lite'], { engine: even });
    const { branches } = foldTrace(events);
    expect(branches).toHaveLength(2);
    expect(branches[0]?.own).toEqual([]);
    expect(branches[1]?.own.map(({ forced }) => forced)).toEqual(['marker', null, null]);
    expect(branches[1]?.own.at(-1)).toMatchObject({ rank: 1, special: true });

    /** Tokens after the prompt. */
    function foldedLength(tokens: readonly number[]): number {
      const prompt = even.tokenizer.chat([{ role: 'user', content: 'What is 2 + 2 + 1?' }]).length;
      return tokens.length - prompt;
    }
  });
});

describe('draft and verify', () => {
  const LINES = ['a b c d.\n', 'e f.\n', 'The answer is 5.'];
  /** Much that repeats, some that breaks off the repetition. */
  const repeating = (seed: number) =>
    talker(() =>
      [...Array(1 + (seed % 4)).fill(LINES[0]), LINES[seed % 2], ...Array(3).fill(LINES[1]), LINES[2]].join(
        '',
      ),
    );

  it('gives the very tokens of greedy decoding, statistics included, on 200 problems', async () => {
    let saved = 0;
    for (let seed = 0; seed < 200; seed++) {
      const engines = seed % 2 === 0 ? [solver(seed), solver(seed)] : [repeating(seed), repeating(seed)];
      const answerTokens = 20 + (seed % 50);
      const [plain, drafted] = await Promise.all(
        (['greedy', 'draft-and-verify'] as const).map((id, i) =>
          attempt(METHODS[id], { engine: engines[i] as ScriptedEngine, answerTokens }),
        ),
      );
      const tokens = [plain, drafted].map((run) => foldTrace(run?.events ?? []).branches[0]?.own);
      expect(tokens[1]).toEqual(tokens[0]);
      expect(drafted?.cost.generated).toBe(plain?.cost.generated);
      const passes = Number(/in (\d+) passes/.exec(drafted?.reason ?? '')?.[1]);
      saved += (plain?.cost.generated ?? 0) - passes;
    }
    expect(saved).toBeGreaterThan(200);
  });

  it('counts what was verified in vain as computed', async () => {
    const engine = repeating(3);
    const plain = await attempt(METHODS.greedy, { engine, answerTokens: 40 });
    const drafted = await attempt(METHODS['draft-and-verify'], { engine, answerTokens: 40 });
    expect(drafted.cost.needed).toBeGreaterThan(plain.cost.needed);
    const [, right, all] = /(\d+) of (\d+) drafted/.exec(drafted.reason) ?? [];
    expect(Number(right)).toBeLessThan(Number(all));
    const { drafted: guessed, accepted, 'acceptance rate': rate } = drafted.counts ?? {};
    expect([guessed, accepted, rate]).toEqual([Number(all), Number(right), Number(right) / Number(all)]);
    const none = await attempt(METHODS['draft-and-verify'], { engine, args: { most: 0 }, answerTokens: 40 });
    expect(Object.keys(none.counts ?? {})).toEqual(['passes', 'drafted', 'accepted']);
  });

  it('looks up what followed the longest run the last time', () => {
    const most = { most: 3, ngram: 2 };
    expect(lookedUp([1, 2, 3, 4, 9, 2, 3, 5, 1, 2, 3], most)).toEqual([5, 1, 2]);
    expect(lookedUp([1, 2, 3, 7, 3], most)).toEqual([7, 3]);
    expect(lookedUp([1, 2, 3], most)).toEqual([]);
    expect(lookedUp([1, 1], { most: 0, ngram: 2 })).toEqual([]);
  });
});
