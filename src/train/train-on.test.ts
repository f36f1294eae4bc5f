import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { createRng } from '#core/rng.ts';
import type { TunedModel, TuningEvent, TuningFigures, TuningLength, TuningPlan } from '#core/tuning.ts';
import { openNodeRuntime } from '#engine/backends/onnx/node-runtime.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { dietWords, mixOf } from './diet.ts';
import { exportGguf } from './export-gguf.ts';
import { importGguf } from './import-gguf.ts';
import { organismShape } from './organism-shape.ts';
import { initialise } from './parameters.ts';
import { readTokenizer } from './tokenizer-file.ts';
import { trainOn } from './train-on.ts';

const tokenizer = readTokenizer();
const model: HyperParameters = {
  ...organismShape(tokenizer.tokens.length),
  ...{ layers: 1, hidden: 16, heads: 2, kvHeads: 1, headSize: 8, feedForward: 24 },
};
const provenance = { name: 'Tiny', license: 'Apache-2.0', mix: 'wait', seed: 3, step: 8, tokens: 900 };
const parent = exportGguf({ model, parameters: initialise(model, createRng(5)), tokenizer, provenance });
const DIET = { right: 2, unnoticed: 0, wait: 8, retry: 0 };

let runtime: GraphRuntime;
beforeAll(async () => {
  runtime = await openNodeRuntime();
});

/** Counts the measurements, so that each can be told from the others. */
function figures(successes: number): TuningFigures {
  const one = { successes, n: 9 };
  return { own: one, ownWait: one, ownStep: one, user: one, solved: one };
}
interface Run {
  readonly done: Promise<TunedModel>;
  readonly events: TuningEvent[];
  readonly stop: AbortController;
}
interface Choices {
  readonly tick?: number;
  readonly seed?: number;
  readonly diet?: TuningPlan['diet'];
  readonly measureEvery?: number;
  /** The measurement of this number goes on until it is stopped. */
  readonly endless?: number;
}
/** A clock that goes on by `tick` seconds whenever it is read; measuring takes an hour. */
function run(
  length: TuningLength,
  { tick = 0.1, seed = 1, diet = DIET, measureEvery = 1e9, endless = -1 }: Choices = {},
): Run {
  const events: TuningEvent[] = [];
  const stop = new AbortController();
  let [milliseconds, measured] = [0, 0];
  const done = trainOn({
    runtime,
    parent,
    plan: { diet, rate: 1e-3, seed, length, items: 9, measureEvery, name: 'Mine' },
    measure: (_, signal) => {
      milliseconds += 3_600_000;
      if (measured++ !== endless) return Promise.resolve(figures(measured - 1));
      return new Promise((_, reject) => {
        const stopped = (): void => reject(new AppError('aborted', 'Stopped.'));
        if (signal?.aborted) stopped();
        signal?.addEventListener('abort', stopped);
      });
    },
    onEvent: (event) => events.push(event),
    now: () => (milliseconds += 1000 * tick),
    signal: stop.signal,
  });
  return { done, events, stop };
}

describe('training on', () => {
  it('makes another organism, with the figures of both and where it came from', async () => {
    const { done, events } = run({ tokens: 30_000 });
    const made = await done;
    expect(made).toMatchObject({ before: figures(0), after: figures(1), license: 'Apache-2.0' });
    expect(made.settings).toMatchObject({ diet: DIET, rate: 1e-3, seed: 1 });
    expect(made.settings.tokens).toBeGreaterThanOrEqual(30_000);
    expect(made.settings.tokens).toBeLessThan(31_100);
    const { provenance: now, parameters } = await importGguf(fromBytes(made.file));
    expect(now).toMatchObject({ name: 'Mine', mix: 'wait; then right 2, wait 8', seed: 1 });
    expect(now.tokens).toBe(900 + made.settings.tokens);
    expect(parameters).not.toEqual((await importGguf(fromBytes(parent))).parameters);
    const losses = events.flatMap((event) => (event.type === 'progress' ? [event.loss] : []));
    expect(losses.length).toBeGreaterThan(5);
    expect(losses.at(-1)).toBeLessThan((losses[0] as number) - 0.2);
    expect(events.map(({ type }) => type).filter((type) => type === 'measured')).toHaveLength(2);
  });

  it('depends on seed and tokens, not on how its end came', async () => {
    const byTime = await run({ seconds: 2 }).done;
    const { tokens } = byTime.settings;
    const byTokens = await run({ tokens }, { tick: 3 }).done;
    expect(byTokens.sha256).toBe(byTime.sha256);
    const other = await run({ tokens }, { seed: 2 }).done;
    expect(other.sha256).not.toBe(byTime.sha256);
    expect(tokens).toBeGreaterThan(5000);
  });

  it('measures now and then, and each time hands over what there is', async () => {
    const { done, events } = run({ seconds: 4 }, { measureEvery: 1 });
    const made = await done;
    const measured = events.flatMap((event) => (event.type === 'measured' ? [event] : []));
    expect(measured.length).toBeGreaterThan(2);
    expect(measured[0]).toMatchObject({ tokens: 0, draft: null });
    expect(measured.at(-1)?.draft).toEqual(made);
    for (const { tokens, draft } of measured.slice(1)) expect(draft?.settings.tokens).toBe(tokens);
    // An hour of measuring is no training.
    for (const event of events) if (event.type === 'progress') expect(event.seconds).toBeLessThan(10);
  });

  it('ends when it is stopped, with what was learned', async () => {
    const { done, events, stop } = run({ tokens: 1e9 });
    await expect.poll(() => events.some(({ type }) => type === 'progress'), { interval: 5 }).toBe(true);
    stop.abort();
    const made = await done;
    expect(made.settings.tokens).toBeGreaterThan(0);
    expect(made.after).toEqual(figures(1));
  });

  it('ends its first measurement when it is stopped, and makes nothing', async () => {
    const { done, events, stop } = run({ tokens: 1e9 }, { endless: 0 });
    await expect.poll(() => events.some(({ type }) => type === 'stage'), { interval: 5 }).toBe(true);
    stop.abort();
    await expect(done).rejects.toMatchObject({ code: 'aborted', message: /before anything was read/ });
    expect(events.some(({ type }) => type === 'measured')).toBe(false);
  });

  it('ends a measurement on the way when it is stopped, and measures what was learned once more', async () => {
    const { done, events, stop } = run({ tokens: 1e9 }, { endless: 1, measureEvery: 1 });
    const stages = () => events.flatMap((event) => (event.type === 'stage' ? [event.stage] : []));
    await expect
      .poll(() => stages().filter((stage) => stage === 'measuring').length, { interval: 5, timeout: 30_000 })
      .toBe(2);
    stop.abort();
    const made = await done;
    expect(made.after).toEqual(figures(2));
    expect(stages().slice(-2)).toEqual(['measuring', 'measuring']);
    const drafts = events.flatMap((event) => (event.type === 'measured' ? [event.draft] : []));
    expect(drafts).toEqual([null, made]);
  });

  it('stopped before it began makes nothing', async () => {
    const { done, stop } = run({ tokens: 1e9 });
    stop.abort();
    await expect(done).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('a diet', () => {
  it('is a mix of the kinds that it names', () => {
    const { kinds } = mixOf({ right: 3, unnoticed: 1, wait: 4, retry: 0 });
    expect(kinds).toEqual({ right: 3, unnoticed: 1, 'wait-after-answer': 2, 'wait-after-step': 2 });
    expect(dietWords({ right: 0, unnoticed: 1, wait: 0, retry: 2.5 })).toBe('unnoticed 1, retry 2.5');
  });
  it('of nothing is refused', async () => {
    const diet = { right: 0, unnoticed: 0, wait: 0, retry: 0 };
    await expect(run({ tokens: 10 }, { diet }).done).rejects.toMatchObject({ code: 'bad-input' });
  });
});
