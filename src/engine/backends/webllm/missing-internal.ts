/** What web-llm's internals turn out to lack when they are used: its declared interface may still do. */
import { AppError } from '#core/app-error.ts';

/** @param noun what is missing: “this web-llm has no …”. */
export function missingInternal(noun: string): AppError {
  return new AppError(
    'backend-unavailable',
    `web-llm cannot be used: it has no ${noun}. Choose another engine.`,
    {
      missing: noun,
    },
  );
}

/** The noun; null where something else went wrong. */
export function whatIsMissing(thrown: unknown): string | null {
  const noun = thrown instanceof AppError ? thrown.facts['missing'] : undefined;
  return typeof noun === 'string' ? noun : null;
}
