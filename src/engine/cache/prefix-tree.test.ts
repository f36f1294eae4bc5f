import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tokens } from '#core/ids.ts';
import { bytesPerToken, planesOf } from './kv-block.ts';
import type { KvLayout, KvRows } from './kv-block.ts';
import { PrefixTree } from './prefix-tree.ts';
import type { Pin } from './prefix-tree.ts';

const layout: KvLayout = { layers: 2, kvHeads: 1, headSize: 2 };
const perToken = bytesPerToken(layout);

/** A number that depends on the whole prefix, as real key/value rows do. */
function fingerprint(tokens: Tokens, position: number, plane: number): number {
  let h = plane + 1;
  for (let i = 0; i <= position; i++) h = (Math.imul(h, 31) + (tokens[i] as number) + 7) % 65521;
  return h;
}
const rowsOf = (tokens: Tokens): KvRows => ({
  copy: (plane, first, count, target, offset) => {
    for (let i = 0; i < count; i++)
      target.fill(fingerprint(tokens, first + i, plane), offset + 2 * i, offset + 2 * i + 2);
  },
});
function expectRows(pin: Pin, tokens: Tokens): void {
  let position = 0;
  for (const run of pin.runs) {
    expect(run.position).toBe(position);
    position += run.count;
    for (let plane = 0; plane < planesOf(layout); plane++) {
      const target = new Float32Array(run.count * 2);
      run.rows.copy(plane, run.first, run.count, target, 0);
      for (let i = 0; i < run.count; i++)
        expect(target[2 * i + 1]).toBe(fingerprint(tokens, run.position + i, plane));
    }
  }
  expect(position).toBe(pin.length);
}

const sequence = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 40 });
const script = fc.array(fc.record({ tokens: sequence, keep: fc.boolean(), drop: fc.boolean() }), {
  minLength: 1,
  maxLength: 30,
});

describe('PrefixTree', () => {
  it('gives back exactly the rows that were put in, under any budget, and keeps to the budget', () => {
    fc.assert(
      fc.property(script, fc.constantFrom(0, 20, 60, 1e6), (steps, budgetTokens) => {
        const tree = new PrefixTree(layout, budgetTokens * perToken);
        const pins: { pin: Pin; tokens: Tokens }[] = [];
        for (const { tokens, keep, drop } of steps) {
          const before = tree.match(tokens);
          const kept = tree.insert(tokens, rowsOf(tokens));
          expect(kept).toBeGreaterThanOrEqual(before);
          expect(tree.bytes).toBeLessThanOrEqual(tree.budget);
          const pin = tree.pin(tokens);
          expect(pin.length).toBe(kept);
          expectRows(pin, tokens);
          if (keep) pins.push({ pin, tokens });
          else pin.release();
          if (drop) pins.shift()?.pin.release();
          for (const held of pins) {
            expect(tree.match(held.tokens)).toBeGreaterThanOrEqual(held.pin.length);
            expectRows(held.pin, held.tokens);
          }
        }
        for (const { pin } of pins) pin.release();
        tree.clear();
        expect([tree.bytes, tree.tokenCount]).toEqual([0, 0]);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps every prefix once when the budget is large', () => {
    fc.assert(
      fc.property(fc.array(sequence, { minLength: 1, maxLength: 12 }), (sequences) => {
        const tree = new PrefixTree(layout, 1e9);
        const prefixes = new Set<string>();
        for (const tokens of sequences) {
          tree.insert(tokens, rowsOf(tokens));
          tokens.forEach((_, i) => prefixes.add(tokens.slice(0, i + 1).join()));
        }
        expect(tree.tokenCount).toBe(prefixes.size);
        for (const tokens of sequences) expect(tree.match([...tokens, 9])).toBe(tokens.length);
      }),
    );
  });

  it('appends token by token without a block for each', () => {
    const tree = new PrefixTree(layout, 1e9);
    const tokens = Array.from({ length: 64 }, (_, i) => i);
    for (let n = 1; n <= 64; n++) tree.insert(tokens.slice(0, n), rowsOf(tokens));
    expect(tree.bytes).toBe(64 * perToken);
  });

  it('lets the least recently used leaf go first', () => {
    const tree = new PrefixTree(layout, 40 * perToken);
    const run = (start: number): number[] => Array.from({ length: 20 }, (_, i) => start + i);
    tree.insert(run(0), rowsOf(run(0)));
    tree.insert(run(100), rowsOf(run(100)));
    tree.match(run(0));
    tree.insert(run(200), rowsOf(run(200)));
    expect([run(0), run(100), run(200)].map((tokens) => tree.match(tokens))).toEqual([20, 0, 20]);
  });
});
