import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { MemoryRunStore } from '#storage/memory-run-store.ts';
import { storageError } from '#storage/storage-error.ts';
import { runStoreContract } from './run-store.ts';

describe('runs in memory', () => {
  runStoreContract(() => Promise.resolve(new MemoryRunStore()));
});

describe('what the database throws', () => {
  const named = (name: string, inner?: Error): Error => Object.assign(new Error('x'), { name, inner });
  it.each([
    [named('QuotaExceededError'), 'storage-full'],
    [named('AbortError', named('QuotaExceededError')), 'storage-full'],
    [named('OpenFailedError', named('VersionError')), 'unsupported-version'],
    [named('MissingAPIError'), 'storage-unavailable'],
    ['refused', 'storage-unavailable'],
    [new AppError('bad-input', 'x'), 'bad-input'],
  ])('%s becomes %s', (thrown, code) => {
    expect(storageError(thrown).code).toBe(code);
  });
});
