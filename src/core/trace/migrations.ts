/**
 * Brings traces of every earlier version to the present one. Entry i of the list goes from version i + 1 to i + 2, so the
 * list has no gaps by construction and its length fixes the present version. Entries are never edited or removed.
 */
import { AppError } from '../app-error.ts';
import { TRACE_VERSION } from './events.ts';

/** Takes a trace of one version, as read from JSON, and returns it in the next; must not change its argument. */
export type Migration = (trace: Readonly<Record<string, unknown>>) => Record<string, unknown>;

export const MIGRATIONS: readonly Migration[] = [notesAndDecisions, methodEvents];

/** Version 2 only adds: events 'note' and 'decision', and 'edit' as a branch's reason. */
function notesAndDecisions(trace: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...trace, header: { ...(trace['header'] as Record<string, unknown>), version: 2 } };
}

/** Version 3 only adds: events 'prompt', 'check', 'program', 'labels', 'span', 'close' and 'result'. */
function methodEvents(trace: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...trace, header: { ...(trace['header'] as Record<string, unknown>), version: 3 } };
}

/** Version of an unknown trace. Throws 'malformed-file' when there is none. */
function traceVersion(value: unknown): number {
  const header = property(value, 'header');
  const version = property(header, 'version');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw new AppError(
      'malformed-file',
      'This is not a trace: it has no header with a version. Choose a file that Second Thought has exported.',
    );
  return version;
}

/** Throws 'unsupported-version' for a trace of a later program. */
export function migrateTrace(
  value: unknown,
  migrations: readonly Migration[] = MIGRATIONS,
  latest: number = TRACE_VERSION,
): unknown {
  if (migrations.length !== latest - 1)
    throw new AppError(
      'internal',
      `${latest - 1} migrations lead to version ${latest}, ${migrations.length} are listed. Report this.`,
    );
  const version = traceVersion(value);
  if (version > latest)
    throw new AppError(
      'unsupported-version',
      `This trace has version ${version}; this program reads up to ${latest}. Update Second Thought and open it again.`,
      { version, latest },
    );
  return migrations.slice(version - 1).reduce<unknown>(step, value);
}

function step(trace: unknown, migration: Migration): unknown {
  return migration(trace as Record<string, unknown>);
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
