import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cacheModel, cachedModel, cachedModels, forgetModel } from './model-cache.ts';

const OLD = { file: 'models/a.gguf', sha256: 'old' };
const NEW = { file: 'models/a.gguf', sha256: 'new' };

/** A browser's cache as far as it is used here: entries by address, and one that has no room. */
function fakeCaches({ full = false } = {}): unknown {
  const entries = new Map<string, Response>();
  const absolute = (key: string): string => new URL(key, 'http://localhost').href;
  const cache = {
    match: (key: string) => Promise.resolve(entries.get(absolute(key))?.clone()),
    put: (key: string, response: Response) => {
      if (full) return Promise.reject(new DOMException('no room', 'QuotaExceededError'));
      entries.set(absolute(key), response);
      return Promise.resolve();
    },
    delete: (key: string, { ignoreSearch = false } = {}) => {
      const path = absolute(key).replace(/\?.*/, '');
      for (const one of entries.keys())
        if (one === absolute(key) || (ignoreSearch && one.startsWith(`${path}?`))) entries.delete(one);
      return Promise.resolve(true);
    },
    keys: () => Promise.resolve([...entries.keys()].map((url) => ({ url }))),
  };
  return { open: () => Promise.resolve(cache) };
}

afterEach(() => vi.unstubAllGlobals());

describe('files of models in the browser’s cache', () => {
  beforeEach(() => vi.stubGlobal('caches', fakeCaches()));

  it('are kept, told of and forgotten', async () => {
    expect(await cachedModel(OLD)).toBeNull();
    expect(await cacheModel(OLD, new Blob(['weights']))).toBe(true);
    expect(await (await cachedModel(OLD))?.text()).toBe('weights');
    expect(await cachedModels([OLD, NEW])).toEqual(new Set(['old']));
    await forgetModel(OLD);
    expect(await cachedModel(OLD)).toBeNull();
  });
  it('make room for another version of the same file', async () => {
    await cacheModel(OLD, new Blob(['1']));
    expect(await cachedModel(NEW)).toBeNull();
    await cacheModel(NEW, new Blob(['2']));
    expect(await cachedModels([OLD, NEW])).toEqual(new Set(['new']));
  });
});

describe('a browser that keeps nothing', () => {
  it('for lack of room says so', async () => {
    vi.stubGlobal('caches', fakeCaches({ full: true }));
    expect(await cacheModel(OLD, new Blob(['1']))).toBe(false);
    expect(await cachedModels([OLD])).toEqual(new Set());
  });
  it('without a cache, or with one that is forbidden, is no error', async () => {
    expect(await cachedModels([OLD])).toBeNull();
    expect(await cacheModel(OLD, new Blob(['1']))).toBe(false);
    vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('no', 'SecurityError')) });
    expect(await cachedModel(OLD)).toBeNull();
    await forgetModel(OLD);
    expect(await cachedModels([OLD])).toBeNull();
  });
});
