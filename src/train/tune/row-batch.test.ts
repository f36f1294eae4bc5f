import { expect, it } from 'vitest';
import { rowBatch } from './row-batch.ts';

it('writes each document into a row of its own, shifted by one, and refuses what is too long', () => {
  const documents = [
    { tokens: [5, 6, 7], weights: [0, 0, -2] },
    { tokens: [8, 9, 1, 2, 3], weights: [0, 1, 1, 1, 1] },
  ];
  const batch = rowBatch(documents, 4);
  expect(batch).toMatchObject({ rows: 2, length: 4, totalWeight: 2, filled: 6 });
  expect([...batch.tokens].map(Number)).toEqual([5, 6, 0, 0, 8, 9, 1, 2]);
  expect([...batch.targets].map(Number)).toEqual([6, 7, 0, 0, 9, 1, 2, 3]);
  expect([...batch.positions].map(Number)).toEqual([0, 1, 0, 0, 0, 1, 2, 3]);
  expect([...batch.segments]).toEqual([1, 1, 0, 0, 1, 1, 1, 1]);
  expect([...batch.weights]).toEqual([0, -2, 0, 0, 1, 1, 1, 1]);
  expect(() => rowBatch(documents, 3)).toThrow(expect.objectContaining({ code: 'bad-input' }));
});
