import { describe, expect, it } from 'vitest';
import { itemsOf } from './item-set.ts';

const FRESH = { type: 'fresh', family: 'word-problem', difficulty: 3, seed: 5 } as const;
const TEXT = ['a', 'b', 'c', 'd'].map((q) => JSON.stringify({ question: `${q}?`, answer: '1' })).join('\n');
const file = (n: number, seed = 1) => itemsOf({ type: 'file', name: 'x', text: TEXT, n, seed });
const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

describe('a set of problems', () => {
  it('is the same for the same seed, and a larger one begins with it', () => {
    const six = itemsOf({ ...FRESH, n: 6 });
    expect(ids(itemsOf({ ...FRESH, n: 4 }))).toEqual(ids(six).slice(0, 4));
    expect(ids(itemsOf({ ...FRESH, n: 6, seed: 6 }))).not.toEqual(ids(six));
    expect(ids(file(2))).toEqual(ids(file(4)).slice(0, 2));
  });
  it('of one is the problem of that very seed', () => {
    const [item, ...more] = itemsOf({ ...FRESH, type: 'one' });
    expect(item?.facts).toEqual({ family: 'word-problem', difficulty: 3, seed: 5 });
    expect(more).toEqual([]);
  });
  it.each(['one', 'fresh'] as const)(
    'of type %s begins every answer with the mistake that is planted',
    (type) => {
      const begins = (planted: number | 'any') =>
        itemsOf({ ...FRESH, type, n: 4, planted }).map(({ given, facts }) => [
          given?.kind,
          facts['planted step'],
        ]);
      expect(new Set(begins(2).map(String))).toEqual(new Set(['beginning,2']));
      for (const [kind, step] of begins('any')) {
        expect(kind).toBe('beginning');
        expect([1, 2, 3]).toContain(step);
      }
      expect(() => begins(4)).toThrow('no mistake can be planted at step 4');
    },
  );
  it('takes no more of a file than there is', () => {
    expect(ids(file(9)).sort()).toEqual(ids(file(4)).sort());
  });
});
