/** The recorded first visit is what the shipped organism writes now; else: node scripts/record-trace.mjs. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { foldTrace } from '#core/trace/fold.ts';
import type { Trace } from '#core/trace/events.ts';
import { cardOf } from '#engine/catalog.ts';
import { firstVisit } from '../../src/state/recorded/first-visit.ts';
import { FIRST_VISIT } from '../../scripts/first-visit.mjs';

function written(): Trace {
  const main = resolve(import.meta.dirname, '../../src/cli/main.ts');
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', main, ...FIRST_VISIT], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  return (JSON.parse(stdout) as { trace: Trace }).trace;
}

test('the recorded first visit matches the shipped organism', () => {
  const recorded = firstVisit();
  const now = written();
  expect(recorded.header.model.sha256).toBe(cardOf('organism-wait')?.sha256);
  expect({ ...recorded.header, createdAt: null }).toEqual(now.header);
  const [then, again] = [recorded, now].map(({ events }) => foldTrace(events).branches);
  expect(then?.map(({ label }) => label)).toEqual(['greedy', '“Wait,” after the answer']);
  for (const [i, branch] of (then ?? []).entries()) {
    expect(again?.[i]?.tokens.map(({ id }) => id)).toEqual(branch.tokens.map(({ id }) => id));
    for (const [k, { logprob }] of branch.tokens.entries())
      expect(again?.[i]?.tokens[k]?.logprob).toBeCloseTo(logprob, 3);
  }
});
