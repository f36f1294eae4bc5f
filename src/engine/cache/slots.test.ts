import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tokens } from '#core/ids.ts';
import { Slots } from './slots.ts';
import type { SlotBuffers, SlotLimits } from './slots.ts';

/** Buffers whose rows are the tokens they were written for, so that a wrong row is seen. */
class Paper implements SlotBuffers<Paper> {
  rows: (number | undefined)[] = [];
  alive = true;
  constructor(readonly capacity: number) {}
  get bytes(): number {
    return this.capacity;
  }
  copyFrom(other: Paper, rows: number): void {
    if (!other.alive || !this.alive) throw new Error('copied from or to a destroyed buffer');
    for (let i = 0; i < rows; i++) this.rows[i] = other.rows[i];
  }
  destroy(): void {
    if (!this.alive) throw new Error('destroyed twice');
    this.alive = false;
  }
}

function papers(limits: Partial<SlotLimits> = {}): { slots: Slots<Paper>; all: Paper[] } {
  const all: Paper[] = [];
  const allocate = (capacity: number): Promise<Paper> => {
    all.push(new Paper(capacity));
    return Promise.resolve(all.at(-1) as Paper);
  };
  return { slots: new Slots({ budget: 1e6, most: 4, positions: 4000, ...limits }, allocate), all };
}

/** One question of a call, as the backend asks it; how many tokens it had to compute. */
async function ask(slots: Slots<Paper>, tokens: Tokens): Promise<number> {
  const { slot, shared } = await slots.place(tokens);
  const { buffers } = slot;
  expect(buffers.alive).toBe(true);
  expect(buffers.capacity).toBeGreaterThanOrEqual(tokens.length);
  expect(buffers.rows.slice(0, shared)).toEqual(tokens.slice(0, shared));
  const kept = shared === tokens.length ? slot.tokens : tokens;
  for (let i = shared; i < tokens.length; i++) buffers.rows[i] = tokens[i];
  slot.tokens = kept;
  return tokens.length - shared;
}
async function call(slots: Slots<Paper>, ...questions: Tokens[]): Promise<number[]> {
  slots.begin(questions);
  const costs: number[] = [];
  for (const tokens of questions) costs.push(await ask(slots, tokens));
  slots.trim();
  return costs;
}
const count = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);

describe('slots', () => {
  it('go on in place, and go back in place when little is lost', async () => {
    const { slots, all } = papers();
    expect(await call(slots, count(20))).toEqual([20]);
    expect(await call(slots, count(21))).toEqual([1]);
    expect(await call(slots, [...count(19), 99])).toEqual([1]);
    expect(all).toHaveLength(1);
  });

  it('fork by a copy when another branch is worth keeping, and keep both', async () => {
    const { slots } = papers();
    const trunk = count(50);
    const branch = [...count(30), 99];
    await call(slots, trunk);
    expect(await call(slots, branch)).toEqual([1]);
    expect(slots.match(trunk)).toBe(50);
    expect(await call(slots, [...trunk, 7], [...branch, 7])).toEqual([1, 1]);
  });

  it('keep what lies beyond a repeated question', async () => {
    const { slots, all } = papers();
    await call(slots, count(50));
    expect(await call(slots, count(20))).toEqual([0]);
    expect(slots.match(count(50))).toBe(50);
    expect(all).toHaveLength(1);
  });

  it('give every question of one call its own slot, though they part by one token', async () => {
    const { slots } = papers();
    await call(slots, count(10));
    const branches = [1, 2, 3].map((i) => [...count(10), 100 + i]);
    expect(await call(slots, ...branches)).toEqual([1, 1, 1]);
    for (const branch of branches) expect(slots.match(branch)).toBe(11);
  });

  it('give up the least recently used', async () => {
    const { slots } = papers({ most: 2 });
    await call(slots, count(10, 100));
    await call(slots, count(10, 200));
    await call(slots, count(11, 100));
    await call(slots, count(10, 300));
    expect(slots.match(count(11, 100))).toBe(11);
    expect(slots.match(count(10, 200))).toBe(0);
  });

  it('grow in steps and keep what they hold', async () => {
    const { slots, all } = papers({ positions: 600 });
    await call(slots, count(256));
    expect(await call(slots, count(257))).toEqual([1]);
    await call(slots, count(600));
    expect(all.map(({ capacity }) => capacity)).toEqual([256, 512, 600]);
    expect(all.map(({ alive }) => alive)).toEqual([false, false, true]);
  });

  it('keep nothing without a budget', async () => {
    const { slots, all } = papers({ budget: 0 });
    await call(slots, count(10));
    expect([slots.bytes, slots.tokenCount, slots.match(count(10))]).toEqual([0, 0, 0]);
    expect(all.every(({ alive }) => !alive)).toBe(true);
  });

  it('never hold a wrong row, use a dead buffer or exceed the budget between calls', async () => {
    const tokens = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 30 });
    const question = fc.oneof(
      tokens,
      fc.integer({ min: 200, max: 700 }).map((n) => count(n)),
    );
    const calls = fc.array(fc.array(question, { minLength: 1, maxLength: 3 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(calls, fc.constantFrom(0, 300, 900, 5000), async (asked, budget) => {
        const { slots, all } = papers({ budget, most: 3 });
        for (const questions of asked) {
          await call(slots, ...questions);
          expect(slots.bytes).toBeLessThanOrEqual(budget);
        }
        slots.clear();
        expect(all.every(({ alive }) => !alive)).toBe(true);
      }),
    );
  });
});
