/** Runs as the page keeps them, made of the recorded traces; the clock stands where they were recorded. */
import type { Trace } from '#core/trace/events.ts';
import type { AutosaveParts } from '#state/runs-autosave.svelte.ts';
import { recordOf } from '#state/runs-record.ts';
import { MemoryRunStore } from '#storage/memory-run-store.ts';
import { webRunLocks } from '#storage/run-locks.ts';
import type { StoredRun } from '#storage/run-store.ts';

export function keptRun(id: string, trace: Trace, title: string | null): StoredRun {
  const at = Date.parse(trace.header.createdAt ?? '');
  return recordOf(trace, { id, createdAt: at, title }, at);
}

export function runParts(): AutosaveParts {
  return {
    store: new MemoryRunStore(),
    locks: webRunLocks(null),
    now: () => 0,
    later: () => () => {},
    newId: () => 'gallery',
  };
}
