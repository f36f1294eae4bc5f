import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawRows } from './drawn-rows.ts';
import { answerRows } from './rows.ts';
import { tokensOf } from './token-fixture.ts';

const line = fc.constantFrom(
  'Step 1: 2 + 2 = 4.\n',
  'Step 2: 4 + 1 = 5.\n',
  'The answer is 5.\n',
  'é —\n',
  '\n',
);
const answer = fc.array(line, { maxLength: 8 }).map((lines) => tokensOf(lines.flatMap((text) => [...text])));

describe('drawRows', () => {
  it('draws what it would draw without a memory', () => {
    fc.assert(
      fc.property(answer, answer, (one, other) => {
        const before = drawRows(answerRows(one, null), one, []);
        const rows = answerRows(other, null);
        expect(drawRows(rows, other, before)).toEqual(drawRows(rows, other, []));
      }),
    );
  });

  it('keeps every row but the last while tokens come', () => {
    const all = tokensOf(['Step 1: 2 + 2 = 4.\n', 'Step 2: ', '4 + 1', ' = 5.']);
    const earlier = all.slice(0, 3);
    const before = drawRows(answerRows(earlier, null), earlier, []);
    const after = drawRows(answerRows(all, null), all, before);
    expect(after).toHaveLength(2);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });
});
