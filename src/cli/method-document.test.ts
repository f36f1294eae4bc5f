import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Arguments } from './arguments.ts';
import { questionOf, readFinished } from './method-document.ts';
import type { MethodQuestion } from './method-document.ts';
import { readMethodPlan } from './method-plan.ts';
import type { OpenModel } from './open-node-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-thought-document-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const items = join(folder, 'items.jsonl');
const resume = join(folder, 'half.json');

const opened = {
  engine: { info: { backend: 'onnx-node', model: { sha256: 'abc' } } },
  model: { card: null, path: 'x' },
} as unknown as OpenModel;
async function questionAbout(problems: string): Promise<MethodQuestion> {
  writeFileSync(items, problems);
  return questionOf(await readMethodPlan(new Arguments(new Map([['items', items]]), ['greedy'])), opened);
}
const PROBLEM = '{"question":"1+1?","answer":"2"}\n';
const WORK = { passes: 1, computedTokens: 2, seconds: 0 };
const OUTCOME = { item: 'one', cost: { generated: 3 }, candidates: [] };
function finished(document: object): void {
  writeFileSync(resume, JSON.stringify(document));
}

it('takes back what was finished of the same problems', async () => {
  const question = await questionAbout(PROBLEM);
  finished({ ...question, runs: [OUTCOME], work: WORK });
  expect(await readFinished(resume, question)).toMatchObject({ runs: [OUTCOME], work: WORK });
});

it('refuses outcomes of problems that were edited since, in a file of the same name and length', async () => {
  finished({ ...(await questionAbout(PROBLEM)), runs: [OUTCOME], work: WORK });
  await expect(
    readFinished(resume, await questionAbout(PROBLEM.replace('1+1', '1+2'))),
  ).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/edited since.*leave out --resume/),
  });
});

it.each([
  ['runs that are no list', { runs: 3, work: WORK }],
  ['runs that are no outcomes', { runs: [null], work: WORK }],
  ['work without numbers', { runs: [], work: {} }],
  ['no work', { runs: [] }],
])('refuses a file with %s', async (_, document) => {
  const question = await questionAbout(PROBLEM);
  finished({ ...question, ...document });
  await expect(readFinished(resume, question)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('--resume'),
  });
});
