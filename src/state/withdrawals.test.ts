import { expect, test } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import { tokensOf } from './token-fixture.ts';
import { withdrawals } from './withdrawals.ts';

function branch(id: number, parent: number | null, at: number, pieces: readonly string[]): TraceEvent[] {
  const settings = { temperature: 0, topP: 1, topK: 0 };
  const birth = {
    reason: 'backtrack',
    label: `made ${id}`,
    settings,
    seed: 1,
    time: 0,
    userTurn: null,
  } as const;
  return [
    { type: 'branch', branch: id, parent, at, ...birth },
    { type: 'tokens', branch: id, at, tokens: tokensOf(pieces), time: 0 },
  ];
}

test('every text taken back on the way is there, but for what stood in text that went later', () => {
  const { branches } = foldTrace([
    ...branch(0, null, 0, ['a\n', 'b\n', 'c\n', '<|end|>']),
    ...branch(1, 0, 1, ['B\n', 'C\n']),
    ...branch(2, 1, 1, ['BB\n', 'CC\n']),
    ...branch(3, 2, 2, ['CCC\n']),
    ...branch(4, 3, 1, ['end\n']),
  ]);
  const at = (id: number) => withdrawals(branches, id).map((one) => [one.branch, one.at, one.text]);
  expect(at(0)).toEqual([]);
  expect(at(3)).toEqual([
    [1, 1, 'b\nc'],
    [2, 1, 'B\nC'],
    [3, 2, 'CC'],
  ]);
  expect(at(4)).toEqual([
    [1, 1, 'b\nc'],
    [2, 1, 'B\nC'],
    [4, 1, 'BB\nCCC'],
  ]);
});
