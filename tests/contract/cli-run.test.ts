/** `st methods` and `st run` as a user meets them, on a tiny random model: the same bytes, stopped, gone on with. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { parseTrace } from '#core/trace/serialise.ts';
import { METHODS } from '#methods/index.ts';
import type { MethodDocument } from '#cli/method-document.ts';
import { st } from './spawn-st.ts';
import { tinyModel } from './tiny-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-thought-run-'));
const model = join(folder, 'tiny.gguf');
const items = join(folder, 'items.jsonl');
beforeAll(() => {
  writeFileSync(model, tinyModel());
  writeFileSync(items, '{"question":"1+1?","answer":"2"}\n{"question":"1+2?","answer":"3"}\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUN = ['run', 'self-consistency', '--model', model, '--items', items, '--max-tokens', '6', '--json'];
const read = (out: string): MethodDocument => JSON.parse(out) as MethodDocument;

describe('st run', { timeout: 240_000 }, () => {
  it('prints the same document twice, and goes on from what it printed', async () => {
    const words = [...RUN, '--seed', '4', '--param', 'n=3'];
    const traces = join(folder, 'traces.jsonl');
    const [once, twice] = [await st([...words, '--traces', traces]), await st(words)];
    expect([once.code, once.out]).toEqual([0, twice.out]);
    const document = read(once.out);
    expect(document.method).toEqual({ id: 'self-consistency', args: { n: 3, temperature: 1 } });
    expect(document.runs.map(({ candidates }) => candidates.length)).toEqual([3, 3]);
    expect([document.report.n, document.report.oracle]).toEqual([2, false]);
    expect(document.report.baselines?.selfConsistency?.k).toBe(3);
    const written = (): unknown[] => readFileSync(traces, 'utf8').trimEnd().split('\n').map(parseTrace);
    expect(written().map((trace) => trace instanceof AppError)).toEqual([false, false]);

    const half = join(folder, 'half.json');
    writeFileSync(half, JSON.stringify({ ...document, runs: document.runs.slice(0, 1) }));
    const resumed = read((await st([...words, '--resume', half, '--traces', traces])).out);
    expect(
      resumed.runs.map(({ item, candidates }) => [item, candidates.map(({ answer }) => answer)]),
    ).toEqual(document.runs.map(({ item, candidates }) => [item, candidates.map(({ answer }) => answer)]));
    // Of the problem that was left, behind what was there.
    expect(written()).toHaveLength(3);
    const seed5 = words.with(words.indexOf('4'), '5');
    const other = await st([...seed5, '--resume', half, '--traces', traces]);
    expect([other.code, other.out]).toEqual([2, '']);
    expect(other.err).toMatch(/its seed differs/);
    expect(written()).toHaveLength(3);
  });

  it('prints what was done when it is interrupted', async () => {
    const words = ['run', 'self-consistency', '--model', model, '--n', '200', '--max-tokens', '20', '--json'];
    const traces = join(folder, 'interrupted.jsonl');
    const { code, out } = await st([...words, '--traces', traces], '20 of 200 problems');
    const { runs, report, n } = read(out);
    // None of a problem that was cut short.
    expect(readFileSync(traces, 'utf8').trimEnd().split('\n')).toHaveLength(runs.length);
    expect([code, n, report.n, report.baselines]).toEqual([130, 200, runs.length, null]);
    expect(runs.length).toBeGreaterThanOrEqual(20);
    expect(runs.length).toBeLessThan(200);
  });

  it('lists the methods', async () => {
    const { code, out } = await st(['methods', '--json']);
    const listed = JSON.parse(out) as { id: string }[];
    expect([code, listed.map(({ id }) => id)]).toEqual([0, Object.keys(METHODS)]);
  });

  it.each([
    ['no method', ['run'], /No method is named.*self-consistency/],
    ['a method that is none', ['run', 'hope'], /no method hope/],
    ['a parameter that is none', ['run', 'greedy', '--param', 'n=3'], /no parameter n/],
    ['a value out of range', ['run', 'self-consistency', '--param', 'n=0'], /n=0 .*1 to 64/],
    ['a file that is not there', ['run', 'greedy', '--items', '/no/such'], /cannot be read/],
    [
      'items of a file with a difficulty',
      ['run', 'greedy', '--items', 'x', '--difficulty', '3'],
      /--difficulty/,
    ],
    [
      'a method that an organism cannot follow',
      ['run', 'self-refine', '--model', 'organism-wait'],
      /follows instructions.*smollm2/,
    ],
    [
      'arguments that an organism cannot follow',
      ['run', 'proactive-refinement', '--param', 'trigger=tag', '--model', 'organism-wait'],
      /with these parameters needs a model that follows instructions.*smollm2/,
    ],
    ['best paths into no folder', ['run', 'greedy', '--sft', '/no/such/folder/x'], /--sft/],
    ['traces into no folder', ['run', 'greedy', '--traces', '/no/such/folder/x'], /--traces/],
  ] as [string, string[], RegExp][])('answers %s with one line and exit code 2', async (_, words, wanted) => {
    const { code, out, err } = await st(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(wanted);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
