import { describe, expect, it } from 'vitest';
import { isStable, majorityPlace } from './stable-majority.ts';

const at = (place: number | null, share: number) => ({ place, share });

describe('a majority that stays', () => {
  it('counts unread verdicts in the share and for no place', () => {
    expect(majorityPlace([2, null, 2, -1, 0])).toEqual({ place: 2, share: 0.4 });
    expect(majorityPlace([null, null])).toEqual({ place: null, share: 0 });
    expect(majorityPlace([3, 1, 1, 3])).toEqual({ place: 3, share: 0.5 });
  });

  it('needs q re-checks that change nothing and lose no share', () => {
    expect(isStable([at(1, 0.6)], 0)).toBe(true);
    expect(isStable([at(1, 0.6), at(1, 0.6), at(1, 0.8)], 3)).toBe(false);
    expect(isStable([at(0, 1), at(1, 0.6), at(1, 0.6), at(1, 0.8), at(1, 0.8)], 3)).toBe(true);
    expect(isStable([at(1, 0.6), at(1, 0.8), at(1, 0.6), at(1, 0.8)], 3)).toBe(false);
    expect(isStable([at(1, 0.6), at(2, 0.6), at(2, 0.8), at(2, 0.8)], 3)).toBe(false);
  });
});
