/** The run of `st tune`: measure, tune, write the file, measure again. Stopped early it writes what was learnt until then. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { exportGguf } from '#train/export-gguf.ts';
import type { ExportOptions, Provenance } from '#train/export-gguf.ts';
import type { ImportedOrganism } from '#train/import-gguf.ts';
import type { DpoStep, PairFigures } from '#train/tune/dpo-tuner.ts';
import type { ReinforceStep } from '#train/tune/reinforce-tuner.ts';
import { tune } from '#train/tune/tuner.ts';
import type { CurvePoint, TuneStep } from '#train/tune/tuner.ts';
import type { Io } from '../command.ts';
import { measureTuned } from './measure-tuned.ts';
import type { TunedFigures } from './measure-tuned.ts';
import { openLesson } from './open-tuner.ts';
import type { Lesson } from './open-tuner.ts';
import { withEngine } from './tuned-engine.ts';

export type AnyStep = CurvePoint<TuneStep | DpoStep | ReinforceStep>;
export interface LessonRun {
  readonly runtime: GraphRuntime;
  readonly organism: ImportedOrganism;
  readonly lesson: Lesson;
  readonly rows: number;
  readonly steps: number;
  /** Highest learning rate. */
  readonly rate: number;
  readonly seed: number;
  /** Difficulties that are measured, and on how many problems; 0 measures nothing. */
  readonly check: { readonly difficulties: readonly number[]; readonly n: number };
  readonly out: string;
  readonly onStep: (point: AnyStep) => void;
}
export interface LessonResult {
  readonly curve: readonly AnyStep[];
  readonly before: TunedFigures | null;
  readonly after: TunedFigures | null;
  /** Of DPO, on pairs that were not trained on. */
  readonly heldOut: PairFigures | null;
  /** Null where not a single step was done. */
  readonly written: { readonly file: string; readonly bytes: number; readonly sha256: string } | null;
}

export async function runLesson(run: LessonRun, io: Pick<Io, 'note' | 'signal'>): Promise<LessonResult> {
  const { organism, lesson, out } = run;
  const before = await measured(run, organism, io);
  const { tuner, heldOut } = await openLesson(lesson, { ...run, signal: io.signal });
  const curve: AnyStep[] = [];
  try {
    for await (const point of tune(tuner, { steps: run.steps, peak: run.rate, signal: io.signal })) {
      curve.push(point);
      run.onStep(point);
    }
    if (curve.length === 0) return { curve, before, after: null, heldOut: null, written: null };
    const provenance = provenanceAfter(organism.provenance, lesson, curve);
    const tuned: ExportOptions = { ...organism, parameters: tuner.parameters(), provenance };
    const written = await writeModel(out, exportGguf(tuned));
    const pairs = run.check.n > 0 && !io.signal.aborted ? ((await heldOut?.(run.check.n)) ?? null) : null;
    return { curve, before, after: await measured(run, tuned, io), heldOut: pairs, written };
  } finally {
    await tuner.release();
  }
}

/** Null when nothing is to be measured, or when it was stopped. */
async function measured(
  { runtime, check, seed }: LessonRun,
  organism: ExportOptions,
  { note, signal }: Pick<Io, 'note' | 'signal'>,
): Promise<TunedFigures | null> {
  if (check.n === 0 || signal.aborted) return null;
  note('Measuring…');
  try {
    return await withEngine(runtime, organism, (engine) =>
      measureTuned(engine, check.difficulties, { seed, n: check.n, signal }),
    );
  } catch (thrown) {
    if (signal.aborted) return null;
    throw thrown;
  }
}

function provenanceAfter(given: Provenance, lesson: Lesson, curve: readonly AnyStep[]): Provenance {
  const learnt = lesson.loss === 'sft' ? lesson.mix : `${lesson.loss} ${lesson.aim}`;
  return {
    ...given,
    name: `${given.name}, then ${learnt}`,
    mix: `${given.mix}, then ${learnt}`,
    step: given.step + curve.length,
    tokens: given.tokens + curve.reduce((sum, { tokens }) => sum + tokens, 0),
  };
}

async function writeModel(file: string, bytes: Uint8Array): Promise<NonNullable<LessonResult['written']>> {
  await writeFile(file, bytes);
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
