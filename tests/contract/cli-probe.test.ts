/** `st probe` and `st report` as a user meets them, on a tiny random model: small, and the same bytes twice. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blindSpotProbe } from '#probes/blind-spot.ts';
import type { ProbeDocument } from '#cli/probe-text.ts';
import type { WrittenReport } from '#cli/report-text.ts';
import { st } from './spawn-st.ts';
import { tinyModel } from './tiny-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-thought-probe-'));
const model = join(folder, 'tiny.gguf');
beforeAll(() => writeFileSync(model, tinyModel()));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROBE = ['probe', 'blind-spot', '--model', model, '--seed', '4', '--json'];

describe('st probe', { timeout: 240_000 }, () => {
  it('prints the same document twice, and the report has its figures', async () => {
    const [once, twice] = [await st([...PROBE, '--n', '2']), await st([...PROBE, '--n', '2'])];
    expect([once.code, once.out]).toEqual([0, twice.out]);
    const { result, n, seed } = JSON.parse(once.out) as ProbeDocument;
    expect([n, seed, result.user.n, result.step.own.wait.n]).toEqual([2, 4, 2, 2]);
    const { out } = await st(['report', '--model', model, '--seed', '4', '--n', '2', '--json']);
    const { correction, accuracy, judgement } = JSON.parse(out) as WrittenReport;
    expect(correction).toEqual(result);
    for (const { majority } of accuracy) expect([majority.n, majority.samples]).toEqual([2, 8]);
    expect(judgement.planted.n).toBe(2);
  });

  it('writes every item and continuation, one a line', async () => {
    const file = join(folder, 'items.jsonl');
    const { code, out } = await st([
      ...PROBE.filter((word) => word !== '--json'),
      '--n',
      '1',
      '--items',
      file,
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/own mistake, then “Wait,” +0\.\d\d \[.*\] \(\d of 1\)/);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const rows = lines.map(
      (line) => JSON.parse(line) as { condition: string; continuation: string; right: boolean },
    );
    expect(rows.map(({ condition }) => condition)).toEqual(blindSpotProbe.conditions);
    expect(rows.every(({ continuation }) => continuation.length > 0)).toBe(true);
    expect(rows.filter(({ condition, right }) => condition === 'own step wait' && right)).toHaveLength(
      Number(/“Wait,” +(\d)/.exec(out)?.[1]),
    );
  });

  it('lists the probes when none is named', async () => {
    const { code, out } = await st(['probe']);
    expect(code).toBe(0);
    expect(out).toMatch(/^blind-spot {2}.*\?\n.*arXiv 2507\.02778/);
  });

  it.each([
    ['a probe that is none', ['probe', 'deaf-spot'], /no probe deaf-spot.*blind-spot/],
    ['no items', ['probe', 'blind-spot', '--n', '0'], /--n 0/],
    ['a file in no folder', ['probe', 'blind-spot', '--items', '/no/such/folder/x'], /--items/],
    ['a model that is not there', ['probe', 'blind-spot', '--model', 'nosuch'], /no model nosuch/],
    ['a series of no checkpoints', ['report', '--series', 'smollm2-135m'], /no checkpoints/],
  ] as [string, string[], RegExp][])('answers %s with one line and exit code 2', async (_, words, wanted) => {
    const { code, out, err } = await st(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(wanted);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('can be interrupted', async () => {
    const { code, out } = await st([...PROBE, '--n', '100'], '0 of 100 items');
    expect([code, out]).toEqual([130, '']);
  });
});
