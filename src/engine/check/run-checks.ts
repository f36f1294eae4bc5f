/** Runs the checks on a model that can be opened again and again: a reference first, then on the engine as it is used. */
import { AppError } from '#core/app-error.ts';
import type { Engine } from '#engine/types.ts';
import { agree } from './bench.ts';
import type { Bench } from './bench.ts';
import { ENGINE_CHECKS } from './engine-checks.ts';
import { takeReference } from './reference.ts';
import type { Reference } from './reference.ts';

export interface Opening {
  /** Absent: the engine's default. */
  readonly cacheBytes?: number;
  readonly answerBytes?: number;
  /** Only what web-llm declares. */
  readonly declaredOnly?: boolean;
}
export type OpenEngine = (how: Opening) => Promise<Engine>;
/** Plain data: it crosses the worker boundary. */
export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** A figure, or what went wrong. */
  readonly detail: string;
}

const KEEPS_NOTHING = { cacheBytes: 0, answerBytes: 0 } as const;
/** Of a logit: what the order of additions changes, on a device whose functions are rounded differently. */
const TOLERANCE = 1e-2;
/** The same with 16-bit arithmetic; a measured bound is not known yet. */
const F16_TOLERANCE = 0.2;

export function toleranceOf({ info }: Engine): number {
  return info.precision.includes('float16 arithmetic') ? F16_TOLERANCE : TOLERANCE;
}

/** One result after another; what follows a model that does not open is left out. */
export async function* runChecks(open: OpenEngine): AsyncGenerator<CheckResult> {
  const first = yield* attempt('the model loads and answers', async () => {
    const engine = await open(KEEPS_NOTHING);
    return used(engine, async () => {
      const { backend, reason, precision } = engine.info;
      return { value: await takeReference(engine), detail: `${backend}: ${reason} ${precision}` };
    });
  });
  if (first === null) return;
  const engine = yield* attempt('it loads again after it was unloaded', async () => {
    const value = await open({});
    return { value, detail: value.info.lacks ? `lacks: ${value.info.lacks.join(', ')}` : 'lacks nothing' };
  });
  if (engine === null) return;
  const bench = { engine, reference: first, tolerance: toleranceOf(engine) };
  // Unloaded, whatever becomes of the reader.
  try {
    for (const check of ENGINE_CHECKS)
      yield* attempt(check.name, async () => ({ value: true, detail: await check.run(bench) }));
  } finally {
    await engine.dispose();
  }
  yield* attempt('it works on its declared interface alone', () => declared(open, first, bench.tolerance));
}

interface Found<T> {
  readonly value: T;
  readonly detail: string;
}

async function* attempt<T>(
  name: string,
  deed: () => Promise<Found<T>>,
): AsyncGenerator<CheckResult, T | null> {
  try {
    const { value, detail } = await deed();
    yield { name, passed: true, detail };
    return value;
  } catch (thrown) {
    yield { name, passed: false, detail: AppError.from(thrown).message };
    return null;
  }
}

async function used<T>(engine: Engine, deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } finally {
    await engine.dispose();
  }
}

async function declared(
  open: OpenEngine,
  reference: Reference,
  tolerance: Bench['tolerance'],
): Promise<Found<true>> {
  const engine = await open({ declaredOnly: true });
  return used(engine, async () => {
    const largest = await agree({ engine, reference, tolerance }, reference.script.prompts.slice(0, 3));
    return { value: true, detail: `largest difference of a logit ${largest.toExponential(1)}` };
  });
}
