/**
 * web-llm on the shipped organism against our own runtime: the same numbers and text, whatever was asked before. Where an
 * organism of another shape is shipped, models/organisms/mlc needs another library: bash models/organisms/mlc/build.sh.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TokenId, Tokens } from '#core/ids.ts';
import type { PTrueReading } from '#core/trace/events.ts';
import { openEngine } from '#engine/open.ts';
import type { Engine, Next } from '#engine/types.ts';
import { readPTrueOf } from '#runner/read-ptrue.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { answerLine } from '#tasks/problem.ts';
import { problemMessages } from '#tasks/prompts.ts';
import { TOLERANCE, openOrganism, openWebLlm } from './webllm-fixture.ts';

const PROBLEMS = Array.from({ length: 20 }, (_, i) =>
  generateProblem({ seed: i + 1, difficulty: 2 + (i % 4) }),
);
/** Of those whose text is also compared after “Wait,”, and whose prompts are compared by number. */
const CLOSELY = 2;
/** Of those whose answers both write, token by token. */
const WRITTEN_BY_BOTH = 3;
/** Longer than any answer to them. */
const ANSWER = 110;

vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const model = await openOrganism('wait');

const FULL = { topK: 5, logits: true } as const;
async function after(engine: Engine, tokens: Tokens): Promise<Next> {
  const [next] = await engine.next([tokens], FULL);
  if (next === undefined) throw new Error('no answer');
  return next;
}
function difference(a: Next, b: Next): number {
  const other = b.logits ?? new Float32Array(0);
  return (a.logits ?? new Float32Array(1)).reduce(
    (most, z, i) => Math.max(most, Math.abs(z - (other[i] ?? NaN))),
    0,
  );
}
async function write(engine: Engine, prompt: Tokens, count = ANSWER): Promise<Tokens> {
  const tokens: TokenId[] = [...prompt];
  for (let i = 0; i < count && !engine.tokenizer.stop.has(tokens.at(-1) ?? -1); i++) {
    const best = (await after(engine, tokens)).top[0];
    if (best) tokens.push(best.id);
  }
  return tokens;
}
async function readPTrue(engine: Engine, asked: { question: string; answer: string }): Promise<PTrueReading> {
  const request = { type: 'ptrue', branch: 0, at: 0, ...asked } as const;
  for await (const event of readPTrueOf(engine, request, { now: () => 0 }))
    if (event.type === 'ptrue') return event.reading;
  throw new Error('no reading');
}

describe('web-llm on the organism', () => {
  let ours: Engine;
  let theirs: Engine;
  let prompts: Tokens[];
  let largest = 0;

  beforeAll(async () => {
    const { source } = model.file;
    ours = await openEngine({ source, target: { backend: 'onnx-wasm', threads: 1 } });
    const start = performance.now();
    theirs = await openWebLlm(model);
    console.log(`web-llm loaded in ${Math.round(performance.now() - start)} ms: ${theirs.info.reason}`);
    prompts = PROBLEMS.map((problem) => ours.tokenizer.chat(problemMessages(problem)));
  });
  afterAll(async () => {
    console.log(`largest difference of a logit: ${largest.toExponential(1)}`);
    await ours.dispose();
    await theirs.dispose();
  });

  async function agree(tokens: Tokens): Promise<void> {
    const [a, b] = [await after(theirs, tokens), await after(ours, tokens)];
    largest = Math.max(largest, difference(a, b));
    expect(difference(a, b)).toBeLessThan(TOLERANCE);
    for (const key of [
      'lse',
      'max',
      'meanLogit',
      'entropy',
      'varentropy',
      'margin',
      'selfCertainty',
    ] as const)
      expect(Math.abs(a[key] - b[key])).toBeLessThan(TOLERANCE);
    expect(a.logits).toHaveLength(theirs.info.model.vocabSize);
  }

  test('says where it runs and what it lacks', () => {
    expect(theirs.info.backend).toBe('webllm');
    expect(theirs.info.lacks).toEqual(['hidden']);
    expect(theirs.info.reason).toMatch(/^web-llm, as chosen, on /);
    // Statistics are counted on web-llm's own device.
    expect(theirs.info.reason).not.toMatch(/on the CPU/);
  });

  test('gives our logits and statistics after prompts of any length', async () => {
    const long = Array.from({ length: 300 }, (_, i) => (i * i) % 250);
    for (const length of [1, 2, 16, 17, 130, 300]) await agree(long.slice(0, length));
    for (const prompt of prompts.slice(0, CLOSELY)) await agree(prompt);
  });

  test('going on, going back and forking equal reading again', async () => {
    const base = Array.from({ length: 70 }, (_, i) => (i * 7) % 240);
    await agree(base);
    const before = theirs.cost().computedTokens;
    await agree([...base, 1]);
    expect(theirs.cost().computedTokens).toBe(before + 1);
    for (const at of [69, 64, 63, 33, 5]) await agree([...base.slice(0, at), 3, 4, 5, 6, 7]);
    await agree([...base, 1, 2]);
    const branches = [10, 11, 12].map((id) => [...base, id, id + 1, id + 2]);
    const batch = await theirs.next(branches, FULL);
    for (const [i, branch] of branches.entries()) {
      const row = batch[i];
      if (row) expect(difference(row, await after(ours, branch))).toBeLessThan(TOLERANCE);
    }
  });

  test('scores given tokens in one pass as we do', async () => {
    const tokens = Array.from({ length: 150 }, (_, i) => (i * 11) % 230);
    const [a, b] = [await theirs.score(tokens, 20), await ours.score(tokens, 20)];
    expect(a.map(({ id }) => id)).toEqual(tokens.slice(20));
    for (const [i, row] of a.entries())
      expect(Math.abs(row.logprob - (b[i]?.logprob ?? NaN))).toBeLessThan(TOLERANCE);
  });

  test('chooses every token of our whole answers to twenty problems', async () => {
    const start = performance.now();
    let count = 0;
    for (const [i, prompt] of prompts.entries()) {
      const text = await write(ours, prompt);
      count += text.length - prompt.length;
      expect(ours.tokenizer.stop.has(text.at(-1) ?? -1)).toBe(true);
      if (i < WRITTEN_BY_BOTH) expect(await write(theirs, prompt)).toEqual(text);
      // Rank 1 everywhere: greedy, theirs would have written the same.
      const scored = await theirs.score(text, prompt.length);
      expect(scored.map(({ rank }) => rank)).toEqual(text.slice(prompt.length).map(() => 1));
    }
    console.log(`${count} tokens in ${Math.round(performance.now() - start)} ms`);
  });

  test('goes on as we do after “Wait,” in mid-answer', async () => {
    for (const prompt of prompts.slice(0, CLOSELY)) {
      const text = await write(ours, prompt, 24);
      const wait = [...text.slice(0, -4), ...ours.tokenizer.encode(' Wait,')];
      expect(await write(theirs, wait, 8)).toEqual(await write(ours, wait, 8));
    }
  });

  test('reads our P(True), in both orders', async () => {
    const [problem] = PROBLEMS;
    if (problem === undefined) return;
    for (const value of [problem.answer, problem.answer + 1]) {
      const asked = { question: problem.text, answer: answerLine(value) };
      const [a, b] = [await readPTrue(theirs, asked), await readPTrue(ours, asked)];
      for (const order of ['trueFirst', 'falseFirst'] as const) {
        expect(Math.abs(a[order].pTrue - b[order].pTrue)).toBeLessThan(TOLERANCE);
        expect(Math.abs(a[order].mass - b[order].mass)).toBeLessThan(TOLERANCE);
      }
    }
  });

  test('stops in mid-prefill and answers the next question', async () => {
    const controller = new AbortController();
    const long = Array.from({ length: 400 }, (_, i) => (i * 13) % 200);
    const before = theirs.cost().computedTokens;
    const asked = theirs.next([long], {}, controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 0));
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'aborted' });
    await agree([1, 2, 3]);
    expect(theirs.cost().computedTokens - before).toBeLessThan(400);
  });

  test('refuses hidden states with a reason', async () => {
    await expect(theirs.next([[1, 2]], { hidden: true })).rejects.toMatchObject({
      code: 'backend-unavailable',
    });
  });

  test('loads again after it was unloaded, and works on its declared interface alone', async () => {
    await theirs.dispose();
    const declared = await openWebLlm(model, { declaredOnly: true });
    theirs = declared;
    expect(declared.info.lacks).toEqual(['hidden', 'rewind']);
    const base = [9, 8, 7, 6, 5];
    for (const tokens of [base, [...base, 4], [...base.slice(0, 3), 1, 2]])
      expect(difference(await after(declared, tokens), await after(ours, tokens))).toBeLessThan(TOLERANCE);
    // Five, one more, and from the start again.
    expect(declared.cost().computedTokens).toBe(11);
  });
});
