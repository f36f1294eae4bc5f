import { describe, expect, it } from 'vitest';
import { answerRows } from '#state/rows.ts';
import { tokensOf } from '#state/token-fixture.ts';
import { brushMove } from './timeline-moves.ts';

const rows = answerRows(tokensOf(['Step 1', ': 2\n', 'Step 2', ': 3\n']), null);
const led = (key: string, at: number | null) => brushMove(key, at, 4, rows);

describe('keys on the timeline', () => {
  it('go by token and stop at both ends', () => {
    expect([led('ArrowRight', 1), led('ArrowRight', 3), led('ArrowLeft', 0)]).toEqual([2, 3, 0]);
    expect([led('Home', 2), led('End', 2)]).toEqual([0, 3]);
  });
  it('go by step', () => {
    expect([led('PageUp', 0), led('PageUp', 2), led('PageDown', 3), led('PageDown', 2)]).toEqual([
      2, 3, 2, 0,
    ]);
  });
  it('begin at the first token, and leave other keys alone', () => {
    expect(led('ArrowRight', null)).toBe(0);
    expect([led('g', 1), led('Tab', 1), brushMove('ArrowRight', null, 0, [])]).toEqual([null, null, null]);
  });
});
