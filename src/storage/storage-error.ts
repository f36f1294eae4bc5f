/** What IndexedDB throws, as AppErrors that say what to do. */
import { AppError } from '#core/app-error.ts';

/** A failed transaction carries the reason in `inner`. */
function namesOf(thrown: unknown, depth = 4): string[] {
  if (typeof thrown !== 'object' || thrown === null || depth === 0) return [];
  const name = 'name' in thrown && typeof thrown.name === 'string' ? [thrown.name] : [];
  return [...name, ...('inner' in thrown ? namesOf(thrown.inner, depth - 1) : [])];
}

export function storageError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const names = namesOf(thrown);
  if (names.includes('QuotaExceededError'))
    return new AppError(
      'storage-full',
      'The browser gives this page no more room, so the latest changes are not kept yet. What is on the screen stays. Delete runs or comparisons you do not need, or export them first; keeping is tried again with the next change.',
      {},
      { cause: thrown },
    );
  if (names.includes('VersionError'))
    return new AppError(
      'unsupported-version',
      'The kept runs were written by a later version of this page. Reload the page to get that version; nothing was changed.',
      {},
      { cause: thrown },
    );
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(
    'storage-unavailable',
    `This browser does not let the page keep runs (${message}). Allow storage for this page or leave private browsing, then reload; until then, export what you want to keep.`,
    {},
    { cause: thrown },
  );
}

/** Does the deed; whatever it throws comes out as a storage error. */
export async function tried<T>(deed: () => PromiseLike<T>): Promise<T> {
  try {
    return await deed();
  } catch (thrown) {
    throw storageError(thrown);
  }
}
