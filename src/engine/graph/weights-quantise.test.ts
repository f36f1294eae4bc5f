import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockRoundTrip, fromBase64 } from '../../../tests/oracle/decoder-harness.ts';
import oracle from '../../../tests/oracle/data/decoder.json';

test.each([
  ['Q8_0', oracle.blocks.q8, 8],
  ['Q4_0', oracle.blocks.q4, 4],
] as const)('rows of a %s file come back bit for bit', (_, encoded, bits) => {
  const rows = fromBase64(encoded);
  expect(new Set(rows).size).toBeGreaterThan(bits * 2);
  for (let r = 0; r < 4; r++) {
    const row = rows.subarray(r * 96, (r + 1) * 96);
    expect(blockRoundTrip(row, bits).map((x) => x + 0)).toEqual(row.map((x) => x + 0));
  }
});

test.each([
  [8, 0.5 / 127],
  [4, 1 / 8],
] as const)(
  '%i bits: no number moves by more than the step allows, whatever the row length',
  (bits, step) => {
    const float = fc.float({ min: -1e4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(
        fc.float32Array({ minLength: 1, maxLength: 70, min: -1e4, max: 1e4, noNaN: true }),
        float,
        (row, x) => {
          row[row.length - 1] = x;
          const back = blockRoundTrip(row, bits);
          row.forEach((value, i) => {
            const start = i - (i % 32);
            const most = Math.max(...row.subarray(start, start + 32).map(Math.abs));
            expect(Math.abs(value - (back[i] as number))).toBeLessThanOrEqual(
              most * step * 1.001 + 2 ** -118,
            );
          });
        },
      ),
    );
  },
);
