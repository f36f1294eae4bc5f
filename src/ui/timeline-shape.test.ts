import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, fillPaths, outlinePath, spreadOut, tokenAt, xOf } from './timeline-shape.ts';
import type { Point } from './timeline-shape.ts';

const FRAME = { bottom: 40, top: 10, highest: 1 };
const points = fc.array(fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), bin: fc.nat(6) }), {
  minLength: 1,
  maxLength: 300,
});
const WIDTH = fc.integer({ min: 1, max: 200 });

describe('columns', () => {
  it('lie side by side over the whole width, at most one a pixel', () => {
    fc.assert(
      fc.property(points, WIDTH, (list, width) => {
        const columns = columnsOf(list, width);
        expect(columns.length).toBe(Math.min(list.length, width));
        for (const [i, { x, width: one }] of columns.entries())
          expect(x + one).toBeCloseTo(columns[i + 1]?.x ?? width, 6);
      }),
    );
  });
  it('never lose the least sure token', () => {
    fc.assert(
      fc.property(points, WIDTH, (list, width) => {
        const highest = (some: readonly Point[]) => Math.max(...some.map(({ bin }) => bin));
        expect(highest(columnsOf(list, width))).toBe(highest(list));
      }),
    );
  });
  it('are one a token where there is room', () => {
    const list = [
      { value: 0.2, bin: 5 },
      { value: 1, bin: 0 },
    ];
    expect(columnsOf(list, 20)).toEqual([
      { x: 0, width: 10, value: 0.2, bin: 5 },
      { x: 10, width: 10, value: 1, bin: 0 },
    ]);
    expect(columnsOf([], 20)).toEqual([]);
  });
});

describe('paths', () => {
  const columns = columnsOf(
    [
      { value: 0.5, bin: 3 },
      { value: 1, bin: 0 },
      { value: 5, bin: 3 },
    ],
    30,
  );
  it('are one for each bin', () => {
    expect(fillPaths(columns, FRAME)).toEqual([
      { bin: 0, d: 'M10 40V10h10V40Z' },
      { bin: 3, d: 'M0 40V25h10V40ZM20 40V10h10V40Z' },
    ]);
  });
  it('draw the upper edge in steps', () => {
    expect(outlinePath(columns, FRAME)).toBe('M0 40V25H10V10H20V10H30V40');
    expect(outlinePath([], FRAME)).toBe('');
  });
  it('stay few, whatever the number of tokens', () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({ value: (i % 10) / 10, bin: i % 7 }));
    expect(fillPaths(columnsOf(many, 800), FRAME).length).toBeLessThanOrEqual(7);
  });
});

describe('places', () => {
  it('lead from a token to a point and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(2999), WIDTH, (count, token, width) => {
        fc.pre(token < count);
        expect(tokenAt(xOf(token + 0.5, count, width), count, width)).toBe(token);
      }),
    );
  });
  it('outside the chart are those at its ends', () => {
    expect([tokenAt(-5, 10, 100), tokenAt(500, 10, 100), tokenAt(5, 0, 0)]).toEqual([0, 9, 0]);
  });
});

describe('marks', () => {
  it('stay in order, within the chart, and apart where there is room', () => {
    const wanted = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(wanted, (list) => {
        const places = spreadOut(
          list.toSorted((a, b) => a - b),
          12,
          400,
        );
        for (const [i, place] of places.entries()) {
          expect(place).toBeGreaterThanOrEqual(6 - 1e-9);
          expect(place).toBeLessThanOrEqual(394 + 1e-9);
          if (i > 0) expect(place - (places[i - 1] ?? 0)).toBeGreaterThanOrEqual(12 - 1e-9);
        }
      }),
    );
  });
  it('are moved no more than they must be', () => {
    expect(spreadOut([50, 52, 200], 12, 400)).toEqual([50, 62, 200]);
    expect(spreadOut([395, 399], 12, 400)).toEqual([382, 394]);
    expect(spreadOut([1, 2, 3], 12, 20)).toEqual([6, 10, 14]);
  });
});
