/** What a model file is and what it needs, told before anything of it but its header is read. */
import type { WireError } from '#core/app-error.ts';
import type { ByteSource } from './gguf/byte-source.ts';
import { fileFacts } from './gguf/file-facts.ts';
import type { FileFacts } from './gguf/file-facts.ts';
import { fileProblems } from './gguf/file-problems.ts';
import { parseGguf } from './gguf/parse.ts';
import type { HyperParameters } from './graph/hyper-parameters.ts';
import { CONTEXT } from './open.ts';
import { BACKENDS } from './table.ts';
import type { BackendEntry, PageBackendId } from './table.ts';

/** An estimate, in bytes; kept key/value rows come on top. */
export interface Need {
  /** Why the model cannot run there; null where it can be tried. */
  readonly lack: string | null;
  /** Why it may fail all the same, as a clause. */
  readonly doubt: string | null;
  readonly keptBytes: number;
  /** While it is being loaded. */
  readonly peakBytes: number;
}
export interface BackendForecast extends Need {
  readonly id: PageBackendId;
  readonly title: string;
}
/** Plain data: it crosses the worker boundary. */
export interface ModelReport extends FileFacts {
  /** Every reason why it cannot be run anywhere. */
  readonly problems: readonly WireError[];
  /** Best first; empty where the kind of model is not known. */
  readonly backends: readonly BackendForecast[];
  /** The first of them that can run it; null where none can. */
  readonly taken: PageBackendId | null;
}

/** Rejects AppError 'not-gguf' | 'truncated-file' | 'malformed-file' | 'unsupported-version'. */
export async function reportModel(
  source: ByteSource,
  entries: readonly BackendEntry[] = BACKENDS,
): Promise<ModelReport> {
  const file = await parseGguf(source);
  const { problems, shape } = fileProblems(file);
  const backends = shape === null ? [] : await Promise.all(entries.map((entry) => forecast(entry, shape)));
  const runs = problems.length === 0 ? backends.find(({ lack }) => lack === null) : undefined;
  return {
    ...fileFacts(file),
    problems: problems.map((problem) => problem.toWire()),
    backends,
    taken: runs?.id ?? null,
  };
}

async function forecast(entry: BackendEntry, shape: HyperParameters): Promise<BackendForecast> {
  const { id, title } = entry;
  const missing = await entry.missing(false);
  const need = await entry.need(shape, CONTEXT);
  return { id, title, ...need, lack: missing ?? need.lack };
}
