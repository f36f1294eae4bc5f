import { describe, expect, it } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import { BranchDifferences } from './branch-difference.ts';
import { BranchSummaries } from './branch-summary.ts';
import { tokensOf } from './token-fixture.ts';

const COMMON = ['Step 1: 9 + 9 = 18.\n', 'Step 2: 18 - 8 = 10.\n'];
const ANSWERS = [
  [...COMMON, 'The answer is 10.\n'],
  [...COMMON, 'The answer is 10.\n', 'Wait,\n', 'Step 2: 18 - 6 = 12.\n', 'The answer is 12.\n'],
  [COMMON[0] ?? '', 'Step 2: 18 - 6 = 12.\n', 'The answer is 12.\n'],
];
function summaries() {
  const events = ANSWERS.flatMap((lines, branch): TraceEvent[] => [
    {
      ...{ type: 'branch', branch, parent: null, at: 0, reason: 'answer', label: `b${branch}` },
      ...{ settings: { temperature: 0, topP: 1, topK: 0 }, seed: 1, time: 0, userTurn: null },
    },
    { type: 'tokens', branch, at: 0, tokens: tokensOf([...lines, '<|end|>']), time: 0 },
  ]);
  return new BranchSummaries(null).of(foldTrace(events).branches);
}
function between(i: number, j: number) {
  const all = summaries();
  const [left, right] = [all[i], all[j]];
  if (left === undefined || right === undefined) throw new Error('no such branch');
  return new BranchDifferences().between(left, right);
}
const beside = (i: number, j: number) =>
  between(i, j).pairs.map(({ left, right, isChanged }) => [
    left?.text ?? null,
    right?.text ?? null,
    isChanged,
  ]);

describe('BranchDifferences', () => {
  it('puts rows that are the same beside one another, and one beside none where only one has it', () => {
    expect(beside(0, 1)).toEqual([
      ['Step 1: 9 + 9 = 18.', 'Step 1: 9 + 9 = 18.', false],
      ['Step 2: 18 - 8 = 10.', 'Step 2: 18 - 8 = 10.', false],
      ['The answer is 10.', 'The answer is 10.', false],
      [null, 'Wait,', true],
      [null, 'Step 2: 18 - 6 = 12.', true],
      [null, 'The answer is 12.', true],
    ]);
  });
  it('puts the n-th changed row of one beside the n-th of the other, word by word', () => {
    const { pairs, changed } = between(0, 2);
    expect(changed).toBe(2);
    expect(pairs[1]?.pieces).toEqual([
      { change: 'kept', text: 'Step 2: 18 - ' },
      { change: 'removed', text: '8' },
      { change: 'added', text: '6' },
      { change: 'kept', text: ' = ' },
      { change: 'removed', text: '10' },
      { change: 'added', text: '12' },
      { change: 'kept', text: '.' },
    ]);
  });
  it('finds nothing between a branch and itself', () => {
    expect(between(1, 1)).toMatchObject({ changed: 0 });
  });
  it('has it ready when it is asked again', () => {
    const differences = new BranchDifferences();
    const [left, right] = summaries();
    if (left === undefined || right === undefined) throw new Error('no branches');
    expect(differences.between(left, right)).toBe(differences.between(left, right));
    expect(differences.between(right, left)).not.toBe(differences.between(left, right));
  });
});
