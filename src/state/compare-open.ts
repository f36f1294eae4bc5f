/** Puts an answer of a comparison on the Play screen, with its model: from there on it is a run like any other, and kept. */
import type { ModelSource } from '#rpc/protocol.ts';
import type { CompareColumn } from './compare-column.svelte.ts';
import type { ComparedModel } from './compare-models.ts';
import type { Play } from './play.svelte.ts';
import { openCopy } from './runs-open.ts';

function isFrom(source: ModelSource | null, { id, file }: ComparedModel): boolean {
  return source?.type === 'file' ? source === file : source?.id === id;
}

/** Null when it is there; else why it is not, ending with what to do. */
export function openAnswer(play: Play, { answer, model }: CompareColumn): string | null {
  const trace = answer?.trace ?? null;
  if (trace === null) return 'There is no answer yet. Press Run first.';
  const isLoaded = isFrom(play.model.source, model);
  const fixed = play.fixed.problem ?? (isLoaded ? null : play.fixed.model);
  if (fixed !== null) return fixed;
  if (!openCopy(play, trace)) return play.said;
  if (!isLoaded && model.file === null) void play.loadModel(model.id);
  return null;
}
