/** Compares an engine on the tiny model with PyTorch's numbers; used in Node and in the browser. */
import { expect } from 'vitest';
import type { Engine, Next } from '#engine/types.ts';
import oracle from './data/tiny-engine.json' with { type: 'json' };

const TOLERANCE = 1e-4;
type Expected = (typeof oracle)['sequences'][number]['rows'][number];

function expectRow(row: Next, expected: Expected): void {
  for (const key of ['lse', 'meanLogit', 'entropy', 'varentropy', 'margin', 'selfCertainty'] as const)
    expect(Math.abs(row[key] - expected[key])).toBeLessThan(TOLERANCE);
  expect(row.top.map(({ id }) => id)).toEqual(expected.top.map(([id]) => id));
  row.top.forEach(({ logprob }, i) =>
    expect(Math.abs(logprob - (expected.top[i]?.[1] ?? NaN))).toBeLessThan(TOLERANCE),
  );
}

export async function expectPyTorchNumbers(engine: Engine): Promise<void> {
  expect(engine.info.model.sha256).toBe(oracle.sha256);
  for (const { ids, from, rows, hidden } of oracle.sequences) {
    const scored = await engine.score(ids, from + 1, { topK: 5 });
    expect(scored).toHaveLength(rows.length - 1);
    for (const [i, row] of scored.entries()) {
      const expected = rows[i] as Expected;
      expectRow(row, expected);
      expect(Math.abs(row.logprob - (expected.target?.[0] ?? NaN))).toBeLessThan(TOLERANCE);
      expect(row.rank).toBe(expected.target?.[1]);
    }
    const [last] = await engine.next([ids], { topK: 5, hidden: true });
    expectRow(last as Next, rows.at(-1) as Expected);
    const worst = hidden.map((x, i) => Math.abs(x - (last?.hidden?.[i] ?? NaN)));
    expect(Math.max(...worst)).toBeLessThan(TOLERANCE);
  }
}
