/** The command line as a user meets it: spawned, with a tiny random model in a real GGUF file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { foldTrace } from '#core/trace/fold.ts';
import { validateTrace } from '#core/trace/validate.ts';
import { st } from './spawn-st.ts';
import { tinyModel } from './tiny-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-thought-cli-'));
const model = join(folder, 'tiny.gguf');
const text = join(folder, 'text.gguf');
const half = join(folder, 'half.gguf');

beforeAll(() => {
  const bytes = tinyModel();
  writeFileSync(model, bytes);
  writeFileSync(half, bytes.subarray(0, bytes.length >> 1));
  writeFileSync(text, 'This is a letter and no model.\n'.repeat(50));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface GenerateDocument {
  readonly trace: unknown;
  readonly branches: readonly {
    readonly label: string;
    readonly end: string;
    readonly text: string;
    readonly steps: readonly unknown[];
  }[];
  readonly votes: object | null;
}
function traceOf(out: string) {
  const { trace } = JSON.parse(out) as GenerateDocument;
  const read = validateTrace(trace);
  if (read instanceof AppError) throw read;
  return read;
}

describe('st', { timeout: 240_000 }, () => {
  it('lets a policy correct an answer within its budget, and prints why', async () => {
    const words = 'generate --seed 3 --auto entropy --threshold 0 --budget 40 --max-tokens 30'.split(' ');
    const shown = await st([...words, '--model', model]);
    expect(shown.out).toMatch(/auto-correct, \d interventions?:\n {2}branch \d {2}/);
    expect(shown.out).toContain('the budget of 40 tokens is spent');
    const { out } = await st([...words, '--model', model, '--json']);
    const { branches } = foldTrace(traceOf(out).events);
    expect(branches.reduce((sum, { cost }) => sum + cost.generated, 0)).toBeLessThanOrEqual(40);
    expect(branches[0]?.decisions.length).toBeGreaterThan(0);
    const idle = await st(['generate', '--budget', '40', '--model', model]);
    expect(idle).toMatchObject({ code: 2, err: expect.stringContaining('--budget is for --auto') as string });
  });

  it('generates the same bytes twice: one document with a valid trace', async () => {
    const words = [
      'generate',
      '--model',
      model,
      '--seed',
      '3',
      '--temperature',
      '1',
      '--max-tokens',
      '30',
      '--json',
    ];
    const [once, twice] = [await st(words), await st(words)];
    expect(once.err).not.toMatch(/rror/);
    expect(once.code).toBe(0);
    expect(once.out.length).toBeGreaterThan(1000);
    expect(twice.out).toBe(once.out);
    expect(traceOf(once.out).header).toMatchObject({
      seed: 3,
      createdAt: null,
      problem: { generated: { seed: 3 } },
    });
  });

  it('pulls the levers one after the other, each a branch of its own', async () => {
    const levers = [
      '--plant',
      'own',
      '--plant-step',
      '1',
      '--backtrack-to',
      '1',
      '--wait',
      '--marker',
      'Hmm,',
    ];
    const { code, out, err } = await st([
      'generate',
      '--model',
      model,
      '--max-tokens',
      '8',
      '--json',
      ...levers,
    ]);
    expect(err).toMatch(/is writing/);
    expect(code).toBe(0);
    const { branches } = foldTrace(traceOf(out).events);
    expect(branches.map(({ reason, parent }) => [reason, parent])).toEqual([
      ['plant', null],
      ['backtrack', 0],
      ['wait', 1],
    ]);
    expect(branches[0]?.own.some(({ forced }) => forced === 'planted')).toBe(true);
    const marker = branches[2]?.own.filter(({ forced }) => forced === 'marker') ?? [];
    expect(
      marker
        .map(({ bytes }) => bytes)
        .join('')
        .trim(),
    ).toBe('Hmm,');
  });

  it('prints steps with their certainty, and what was forced in brackets', async () => {
    const { code, out } = await st([
      'generate',
      '--model',
      model,
      '--plant',
      'own',
      '--max-tokens',
      '4',
      '--wait',
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/^branch 0: planted in the own turn/m);
    expect(out).toMatch(/‹Step 1: .*›.*[✓✗]/);
    expect(out).toMatch(/^branch 1: “Wait,” after the answer, keeps \d+ tokens of branch 0$/m);
    expect(out).toMatch(/‹Wait,›/);
  });

  it('draws samples in one batch and lets them vote', async () => {
    const words = [
      'generate',
      '--model',
      model,
      '--samples',
      '3',
      '--temperature',
      '1',
      '--max-tokens',
      '6',
      '--json',
    ];
    const { code, out } = await st(words);
    expect(code).toBe(0);
    const { branches, votes } = JSON.parse(out) as GenerateDocument;
    expect(branches).toHaveLength(3);
    expect(votes).toMatchObject({ bordaPower: 0.3 });
  });

  it('says what is done when it is interrupted, and exits with 130', async () => {
    const long = ['--samples', '256', '--temperature', '1', '--max-tokens', '250', '--json'];
    const { code, out } = await st(['generate', '--model', model, ...long], 'is writing');
    expect(code).toBe(130);
    const { branches } = foldTrace(traceOf(out).events);
    expect(branches).toHaveLength(256);
    expect(branches.some(({ end }) => end === 'aborted')).toBe(true);
  });

  it('scores a text token by token', async () => {
    const { code, out } = await st([
      'score',
      '--model',
      model,
      '--prompt',
      'Two',
      '--text',
      ' plus two',
      '--json',
    ]);
    expect(code).toBe(0);
    const { tokens, prompt } = JSON.parse(out) as {
      tokens: { text: string; logprob: number; rank: number }[];
      prompt: number[];
    };
    expect(tokens.map((token) => token.text).join('')).toBe(' plus two');
    expect(prompt).toHaveLength(3);
    for (const { logprob, rank } of tokens) {
      expect(logprob).toBeLessThanOrEqual(0);
      expect(rank).toBeGreaterThanOrEqual(1);
    }
  });

  it('asks P(True) in both orders', async () => {
    const { code, out } = await st([
      'ptrue',
      '--model',
      model,
      '--question',
      '1 + 1?',
      '--answer',
      '2',
      '--json',
    ]);
    expect(code).toBe(0);
    const { pTrue, trueFirst, falseFirst } = JSON.parse(out) as Record<string, never> & {
      pTrue: number;
      trueFirst: { pTrue: number };
      falseFirst: { pTrue: number };
    };
    expect(pTrue).toBeCloseTo((trueFirst.pTrue + falseFirst.pTrue) / 2, 12);
  });

  it.each([
    ['an unknown command', ['frobnicate'], /no command frobnicate/],
    ['an unknown option', ['generate', '--sed', '1'], /--sed.*--help/],
    ['a number that is none', ['generate', '--seed', 'seven'], /--seed seven/],
    ['options that contradict', ['generate', '--problem', 'x', '--difficulty', '3'], /Leave out/],
    ['an empty problem', ['generate', '--problem', ' '], /--problem is missing or empty/],
    ['a model that is not there', ['generate', '--model', 'nosuch'], /no model nosuch.*--model/],
    ['text renamed to .gguf', ['generate', '--model', text], /GGUF/],
    ['half a file', ['generate', '--model', half], /\./],
    [
      'a problem longer than the context',
      ['generate', '--model', model, '--problem', 'x'.repeat(20_000)],
      /20\d\d\d tokens.*Shorten/,
    ],
    ['a model of no list', ['models', 'get', 'nosuch'], /nosuch/],
  ] as [string, string[], RegExp][])('answers %s with one line and exit code 2', async (_, words, wanted) => {
    const { code, out, err } = await st(words);
    expect(out).toBe('');
    expect(err).toMatch(wanted);
    expect(err.trim().split('\n').at(-1)).toMatch(/\.$|train/);
    expect(code).toBe(2);
  });

  it('has the shipped model, and says where', async () => {
    const { code, out } = await st(['models', 'get', 'organism-wait']);
    expect(code).toBe(0);
    expect(out.trim()).toMatch(/models.organisms.wait\.gguf$/);
  });

  it('explains itself on standard output', async () => {
    const { code, out, err } = await st(['generate', '--help']);
    expect(out).toMatch(/--wait-after-step K/);
    expect([code, err]).toEqual([0, '']);
  });
});
