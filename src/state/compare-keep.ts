/** Puts an answer of a comparison with the kept runs. */
import type { CompareColumn } from './compare-column.svelte.ts';
import type { Library } from './library.svelte.ts';

/** Why it cannot be kept just now; null when it can. An answer that its engine left unfinished can. */
export function keepReason({ answer, atWork }: Pick<CompareColumn, 'answer' | 'atWork'>): string | null {
  if (answer === null) return 'There is no answer yet. Press Run first.';
  if (answer.kept) return 'It is kept, under Runs.';
  if (answer.keeping) return 'It is being kept.';
  return atWork && !answer.ended ? 'It is still being written. Wait for its end, or press Stop first.' : null;
}

/** Returns what became of it, in words. */
export async function keepAnswer(
  column: Pick<CompareColumn, 'answer' | 'atWork'>,
  library: Pick<Library, 'keep' | 'failure'>,
): Promise<string> {
  const reason = keepReason(column);
  const { answer } = column;
  const trace = answer?.trace ?? null;
  if (reason !== null || answer === null || trace === null) return reason ?? '';
  answer.keeping = true;
  answer.kept = await library.keep(trace);
  answer.keeping = false;
  return answer.kept
    ? 'The answer is with the kept runs, under Runs.'
    : (library.failure?.message ?? 'The answer could not be kept. Open it in Play and export it there.');
}
