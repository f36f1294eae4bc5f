/**
 * Runs as files. One run is its trace, as it is (core/trace); several are a list with their titles. What is read is
 * checked to the last event, and whatever is wrong with it comes out as one AppError 'bad-input'. Pure.
 */
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import { validateTrace } from '#core/trace/validate.ts';
import type { StoredRun } from '#storage/run-store.ts';
import { rebuild } from './problem-draft.svelte.ts';

export const RUN_FILE_SUFFIX = '.trace.json';
/** Bytes; what a page can read in one piece without stalling for long: some 50,000 tokens. */
export const MAX_RUN_FILE = 64_000_000;
const MAX_RUNS = 10_000;
const MAX_TITLE = 200;
const KIND = 'second-thought runs';
const VERSION = 1;

export interface RunFile {
  readonly name: string;
  readonly text: string;
}
export interface ImportedRun {
  /** Null: none is given. */
  readonly title: string | null;
  readonly trace: Trace;
}

export function fileOfRun(run: StoredRun): RunFile {
  return { name: `${nameOf(run.title)}${RUN_FILE_SUFFIX}`, text: textOfRun(run) };
}

/** Throws 'bad-input' when they make a file that could not be read again. */
export function fileOfRuns(runs: readonly StoredRun[]): RunFile {
  const entries = runs.map((run) => `{"title":${JSON.stringify(run.title)},"trace":${textOfRun(run)}}`);
  const text = `{"kind":${JSON.stringify(KIND)},"runs":[${entries.join(',')}],"version":${VERSION}}`;
  if (new Blob([text]).size > MAX_RUN_FILE)
    throw new AppError(
      'bad-input',
      'All runs together are too much for one file. Export them one by one, or delete some first.',
    );
  return { name: `second-thought-runs${RUN_FILE_SUFFIX}`, text };
}

/** @throws AppError 'bad-input' that says what is wrong and what to do. */
export function readRunFile(text: string): readonly ImportedRun[] {
  try {
    const value = parsed(text);
    if (property(value, 'kind') !== KIND) return [{ title: null, trace: checked(value) }];
    return readList(value);
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code === 'bad-input') throw error;
    throw new AppError('bad-input', error.message, error.facts, { cause: thrown });
  }
}

function readList(value: unknown): readonly ImportedRun[] {
  const version = property(value, 'version');
  if (version !== VERSION) throw refusal(`Its version is not ${VERSION}; a later program may read it.`);
  const runs = property(value, 'runs');
  if (!Array.isArray(runs) || runs.length > MAX_RUNS)
    throw refusal(`It should list at most ${MAX_RUNS} runs.`);
  return runs.map((entry: unknown) => {
    const title = property(entry, 'title');
    if (title !== undefined && (typeof title !== 'string' || title.length > MAX_TITLE))
      throw refusal(`A title should be text of at most ${MAX_TITLE} characters.`);
    return { title: title ?? null, trace: checked(property(entry, 'trace')) };
  });
}

function checked(value: unknown): Trace {
  const trace = validateTrace(value);
  if (trace instanceof AppError) throw trace;
  rebuild(trace.header.problem.generated);
  return trace;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('It is not JSON.');
  }
}

function refusal(why: string): AppError {
  return new AppError(
    'bad-input',
    `This is not a file of runs. ${why} Choose a ${RUN_FILE_SUFFIX} file that Second Thought has exported.`,
  );
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function textOfRun({ trace }: StoredRun): string {
  return new TextDecoder().decode(trace);
}

/** Letters, digits and hyphens only, so that every system takes it. */
function nameOf(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 50)
    .replace(/^-|-$/g, '');
  return name === '' ? 'run' : name;
}
