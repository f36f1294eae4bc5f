/** What the runner is made of: P(True), joining text to tokens, the place to go back to. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScriptedEngine } from '#engine/backends/scripted/scripted-engine.ts';
import { backtrackTarget } from '#runner/backtrack-target.ts';
import { encodeAfter, markerGap } from '#runner/encode-after.ts';
import { BASE, first, random, run, writer } from './runner-fixture.ts';

describe('readPTrueOf', () => {
  const request = { type: 'ptrue', branch: 0, at: 0, question: '2 + 2?', answer: '4' } as const;
  /** Likes one letter, wherever it stands, and is sure of the option it means by it. */
  function judge(likes: (tokens: readonly number[]) => string): ScriptedEngine {
    return random(1, {
      row: (tokens, size) => {
        const row = new Float32Array(size);
        row[likes(tokens).charCodeAt(0)] = 20;
        return row;
      },
    });
  }

  it('sees through a lean to one letter: the two orders cancel', async () => {
    const { events } = await run(
      judge(() => 'A'),
      request,
    );
    const [event] = events;
    expect(event?.type === 'ptrue' && event.reading.pTrue).toBeCloseTo(0.5, 6);
  });

  it('reads an opinion that holds in both orders', async () => {
    const { tokenizer } = random();
    const trueFirst = (tokens: readonly number[]): boolean => tokenizer.decode(tokens).includes('(A) True');
    const { events, outcome } = await run(
      judge((tokens) => (trueFirst(tokens) ? 'A' : 'B')),
      request,
    );
    const [event] = events;
    expect(outcome.cause).toBe('read');
    expect(event?.type === 'ptrue' && event.reading).toMatchObject({ question: '2 + 2?', answer: '4' });
    expect(event?.type === 'ptrue' && event.reading.pTrue).toBeGreaterThan(0.999);
    expect(event?.type === 'ptrue' && event.reading.trueFirst.mass).toBeGreaterThan(0.999);
  });

  it('refuses an empty answer', async () => {
    await expect(run(random(), { ...request, answer: ' ' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('encodeAfter', () => {
  const { tokenizer } = random();

  it('joins so that the text reads on, for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (before, text) => {
        const kept = tokenizer.encode(before);
        const after = encodeAfter(tokenizer, kept, text);
        expect(tokenizer.decode(after)).toBe(text);
        expect(tokenizer.decode([...kept, ...after])).toBe(before + text);
      }),
    );
  });

  it('puts a marker after one space, on a new line of a text in lines, or bare', () => {
    expect(markerGap('It is 4.', 'Wait')).toBe(' ');
    expect(markerGap('Step 1\nIt is 4.', 'Wait')).toBe('\n');
    expect(markerGap('It is 4.\n', 'Wait')).toBe('');
    expect(markerGap('', 'Wait')).toBe('');
    expect(markerGap('It is 4.', '\nWait')).toBe('');
    expect(markerGap('It is 4.', '')).toBe('');
  });
});

describe('backtrackTarget', () => {
  it('cuts where the step begins, by number or by certainty', async () => {
    const engine = writer('Step 1: 2 + 2 = 4.\nStep 2: 4 + 1 = 5.\nThe answer is 5.');
    const { events } = await run(engine, { ...BASE, limit: { until: 'end', tokens: 80 } });
    const { tokens } = first(events);
    const two = backtrackTarget(tokens, 2);
    expect(engine.tokenizer.decode(tokens.slice(0, two.at).map((t) => t.id))).toBe('Step 1: 2 + 2 = 4.\n');
    const unsure = tokens.map((t, i) => (i === two.at + 3 ? { ...t, selfCertainty: -50 } : t));
    expect(backtrackTarget(unsure, 'least-certain').at).toBe(two.at);
    expect(backtrackTarget(unsure, 'least-certain').label).toMatch(/^step 2: least certain, /);
    const forced = unsure.map((t, i) => (i === two.at + 3 ? { ...t, forced: 'planted' as const } : t));
    expect(backtrackTarget(forced, 'least-certain').meanSelfCertainty).toBeGreaterThan(0);
    expect(() => backtrackTarget(tokens, 3)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });

  it('takes the latest of two steps of one number', async () => {
    const engine = writer('Step 1: 2 + 2 = 5.\nWait, let me check.\nStep 1: 2 + 2 = 4.\n');
    const { events } = await run(engine, { ...BASE, limit: { until: 'end', tokens: 80 } });
    const { tokens } = first(events);
    const kept = tokens.slice(0, backtrackTarget(tokens, 1).at).map((t) => t.id);
    expect(engine.tokenizer.decode(kept)).toMatch(/check\.\n$/);
  });
});
