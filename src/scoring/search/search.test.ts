/** The selection of MCT Self-Refine, worked by hand from the formulas of methods.md 12.13. */
import { describe, expect, it } from 'vitest';
import { countedScore, nextNode, ownValue, passedUp } from './refine-values.ts';
import { upperBound } from './upper-bound.ts';

const node = (parent: number | null, ...scores: number[]) => ({ parent, scores });
const own = (nodes: readonly { readonly scores: readonly number[] }[]) =>
  nodes.map(({ scores }) => ownValue(scores));

describe('MCT Self-Refine', () => {
  it('cuts scores that are too good, and takes one that cannot be read for the lowest', () => {
    expect([94, 95, 100, -100, 101, null].map(countedScore)).toEqual([94, 50, 50, -100, -100, -100]);
  });

  it('values a node by the middle of its least and its mean score', () => {
    expect(ownValue([40])).toBe(40);
    expect(ownValue([40, 60])).toBe(45);
    expect(ownValue([-20, 40, 70])).toBe(5);
  });

  it('works the selection out step by step', () => {
    // A weak answer and "I do not know", judged once: the bounds are 40 + 1.4·√ln 2 and −80 + 1.4·√ln 2.
    const start = [node(null, 40), node(null, -80)];
    expect(upperBound({ value: 40, visits: 1, parentVisits: 1 }, 1.4)).toBeCloseTo(41.1656, 3);
    expect(nextNode(start, own(start), 1.4)).toBe(0);
    // Judged again with 60 (Q 45) and rewritten into one of 70: Q' = (45 + 70) / 2 = 57.5.
    const grown = [node(null, 40, 60), node(null, -80), node(0, 70)];
    expect(passedUp(grown, own(grown))).toEqual([57.5, -80, 70]);
    expect(upperBound({ value: 57.5, visits: 2, parentVisits: 2 }, 1.4)).toBeCloseTo(58.5376, 3);
    expect(upperBound({ value: 70, visits: 1, parentVisits: 2 }, 1.4)).toBeCloseTo(71.4674, 3);
    expect(nextNode(grown, own(grown), 1.4)).toBe(2);
    // A large c turns to what was judged least.
    expect(nextNode(grown, own(grown), 1000)).toBe(2);
  });

  it('closes a node with three children of which one is as good, and stops when all are closed', () => {
    const family = (...scores: number[]) => [node(null, 60), ...scores.map((score) => node(0, score))];
    const worse = family(10, 20, 30);
    expect(nextNode(worse, own(worse), 0)).toBe(0);
    const better = family(10, 20, 60);
    expect(nextNode(better, own(better), 0)).toBe(3);
    expect(nextNode([], [], 1.4)).toBeNull();
  });
});
