/** What a comparison of methods is saved as, and what its chart shows: the figures on screen, and nothing else. */
import { describe, expect, it } from 'vitest';
import { figuresFile, outcomesFile } from '#state/method-files.ts';
import { readMethods } from '#state/method-choice.ts';
import type { MethodColumn } from '#state/method-lab.svelte.ts';
import { methodPoints } from '#state/method-points.ts';
import { comparedMethod } from '#scoring/methods/compared-method.ts';
import type { JudgedAnswer } from '#scoring/methods/judged-item.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';

const judged = (right: boolean, generated = 10): JudgedAnswer => ({
  ...{ answer: right ? '5' : '6', right, score: 1, generated },
});
const outcome = (item: string, before: boolean, after: boolean): ItemOutcome => ({
  ...{ item, facts: {}, cause: 'done', chosen: 1, draft: 0, confidence: null, reason: '', location: null },
  candidates: [before, after].map((right, branch) => ({ ...judged(right), branch })),
  oracle: false,
  cost: { generated: 20, forced: 1, prefilled: 5, needed: 25, calls: 2, seconds: 0 },
});
const outcomes = [outcome('a', false, true), outcome('b', true, true), outcome('c', false, false)];
const columns: MethodColumn[] = readMethods('wait-after-answer;marker=Hm%2C%20"so"').chosen.map((chosen) => ({
  ...{ chosen, run: null, misfit: null, outcomes },
}));
const pool = {
  temperature: 1,
  greedy: [judged(false), judged(true), judged(false)],
  samples: outcomes.map(() => [judged(true), judged(false), judged(true)]),
};
const compared = [comparedMethod({ outcomes, pool, seed: 1 })];

describe('a comparison of methods as a file', () => {
  it('has every outcome on a line of its own, with its problem', () => {
    const items = ['a', 'b', 'c'].map((id) => ({ id, text: `problem ${id}`, gold: '5' }));
    const lines = outcomesFile(columns, items).trimEnd().split('\n');
    const read = lines.map((line) => JSON.parse(line) as { problem: unknown; outcome: unknown });
    expect(read.map(({ problem }) => problem)).toEqual(items.map(({ text, gold }) => ({ text, gold })));
    expect(read.map((one) => one.outcome)).toEqual(outcomes);
  });
  it('has the figures as a table: flips, baselines, quoted names', () => {
    const [head, row, ...more] = figuresFile(columns, compared).trimEnd().split('\r\n');
    expect(more).toEqual([]);
    expect(row).toContain('"“Wait,” after the answer (marker Hm, ""so"")"');
    const cells = row?.replace(/"(?:[^"]|"")*"/, 'name').split(',') ?? [];
    const cell = (name: string) => cells[head?.split(',').indexOf(name) ?? -1];
    expect(['right_right', 'right_wrong', 'wrong_right', 'wrong_wrong'].map(cell)).toEqual([
      '1',
      '0',
      '1',
      '1',
    ]);
    expect([cell('n'), cell('tokens'), cell('flips_against')]).toEqual(['3', '20', 'draft']);
    expect(Number(cell('accuracy'))).toBeCloseTo(2 / 3);
    expect([cell('self_consistency_k'), cell('self_consistency_tokens')]).toEqual(['2', '20']);
    expect(Number(cell('greedy_accuracy'))).toBeCloseTo(1 / 3);
  });
  it('is drawn at its tokens and share, beside self-consistency of 1, 2, 3 samples', () => {
    const { methods, greedy, samples } = methodPoints(columns, compared, [pool]);
    expect(methods.map(({ label, tokens }) => [label, tokens])).toEqual([['A', 20]]);
    expect(samples.map(({ tokens }) => tokens)).toEqual([10, 20, 30]);
    expect(greedy?.share).toBeCloseTo(1 / 3);
  });
});
