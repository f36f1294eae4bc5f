/** Training by the documented command takes the very steps of the run whose curve is kept (models/organisms/school.curve.jsonl). */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Progress } from '#train/train.ts';
import { st } from './spawn-st.ts';

/** The report of a step in a log of training. */
async function reportAt(step: number, curve: string): Promise<Progress | undefined> {
  const lines = (await readFile(curve, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Progress).find((report) => report.step === step);
}
const RECORDED = 'models/organisms/school.curve.jsonl';

it('begins as the recorded curve does', { timeout: 300_000 }, async () => {
  const step = 20;
  const folder = await mkdtemp(join(tmpdir(), 'train-'));
  const { code, err } = await st(['train', '--mix', 'wait', '--out', join(folder, 'wait')], `step ${step} `);
  expect(code, err).toBe(130);
  expect(err).toContain('The same command goes on from there.');
  const again = await reportAt(step, join(folder, 'school', 'curve.jsonl'));
  const recorded = await reportAt(step, RECORDED);
  expect(again).toMatchObject({ step, tokens: recorded?.tokens, rate: recorded?.rate });
  // The wasm build and the native one add in different orders.
  expect(again?.loss).toBeCloseTo(recorded?.loss as number, 3);
  expect(again?.norm).toBeCloseTo(recorded?.norm as number, 1);
});
