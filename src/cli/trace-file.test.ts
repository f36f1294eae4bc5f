import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TRACE_VERSION } from '#core/trace/events.ts';
import type { Trace } from '#core/trace/events.ts';
import { parseTrace } from '#core/trace/serialise.ts';
import { TraceFile } from './trace-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-traces-'));
  path = join(folder, 'traces.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function trace(text: string): Trace {
  return {
    header: {
      version: TRACE_VERSION,
      app: 'test',
      engine: { backend: 'scripted', threads: 1, precision: 'fp32' },
      model: { id: 'x', sha256: '', vocabSize: 3 },
      problem: { text, generated: null },
      method: { id: 'greedy', args: {} },
      seed: 1,
      createdAt: null,
    },
    events: [],
  };
}
const lines = (): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);

it('takes the place of another run with its first trace and not before', async () => {
  writeFileSync(path, 'of another run\n');
  const file = await TraceFile.open(path, { goesOn: false });
  expect(lines()).toEqual(['of another run']);
  for (const text of ['one', 'two']) await file.write(trace(text));
  await file.close();
  expect(lines().map(parseTrace)).toMatchObject([
    { header: { problem: { text: 'one' } } },
    { header: { problem: { text: 'two' } } },
  ]);
});

it('goes on behind what the same run wrote earlier', async () => {
  writeFileSync(path, 'the first half\n');
  const file = await TraceFile.open(path, { goesOn: true });
  await file.write(trace('one'));
  await file.close();
  expect(lines()[0]).toBe('the first half');
  expect(lines()).toHaveLength(2);
});

it('says what to give where nothing can be written', async () => {
  await expect(TraceFile.open(join(folder, 'none', 'x'), { goesOn: false })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('--traces'),
  });
});
