import { describe, expect, it } from 'vitest';
import { answerRows } from '#state/rows.ts';
import { tokensOf } from '#state/token-fixture.ts';
import { moveOf, movedTo } from './token-moves.ts';

const rows = answerRows(tokensOf(['Step 1', ': 2\n', 'Step 2', ': 3\n']), null);
const stops = [0, 1, 2, 3];

describe('arrow keys', () => {
  it('go by token, and by step with Shift', () => {
    expect(moveOf('ArrowRight', false)).toBe('next');
    expect(moveOf('ArrowRight', true)).toBe('row-down');
    expect(moveOf('x', false)).toBeNull();
    expect(movedTo('next', 1, stops, rows)).toBe(2);
    expect(movedTo('row-down', 0, stops, rows)).toBe(2);
    expect(movedTo('row-up', 3, stops, rows)).toBe(2);
    expect(movedTo('row-up', 2, stops, rows)).toBe(0);
  });
  it('stop at both ends', () => {
    expect(movedTo('previous', 0, stops, rows)).toBe(0);
    expect(movedTo('next', 3, stops, rows)).toBe(3);
    expect(movedTo('row-down', 3, stops, rows)).toBe(3);
    expect([movedTo('first', 2, stops, rows), movedTo('last', 2, stops, rows)]).toEqual([0, 3]);
  });
});
