/**
 * Files of models that were fetched once, kept by the browser (Cache Storage) so that they load again without a server.
 * The key is path and sha256: another version of a file is another entry, and takes the place of the old one.
 * What cannot be kept is fetched each time; that is no error.
 */
import type { ModelCard } from './catalog.ts';

type CachedCard = Pick<ModelCard, 'file' | 'sha256'>;
const NAME = 'second-thought-models';
const keyOf = ({ file, sha256 }: CachedCard): string => `/${file}?sha256=${sha256}`;

/** Null where the browser keeps nothing: outside https and localhost, or when it is told not to. */
async function openCache(): Promise<Cache | null> {
  if (!('caches' in globalThis)) return null;
  try {
    return await caches.open(NAME);
  } catch {
    return null;
  }
}

export async function cachedModel(card: CachedCard): Promise<Blob | null> {
  const cache = await openCache();
  const kept = await cache?.match(keyOf(card));
  return kept?.blob() ?? null;
}

/** True when it is kept now; false where there is no room or no cache. */
export async function cacheModel(card: CachedCard, file: Blob): Promise<boolean> {
  const cache = await openCache();
  if (cache === null) return false;
  try {
    await cache.delete(keyOf(card), { ignoreSearch: true });
    await cache.put(keyOf(card), new Response(file));
    return true;
  } catch {
    return false;
  }
}

export async function forgetModel(card: CachedCard): Promise<void> {
  const cache = await openCache();
  await cache?.delete(keyOf(card));
}

/** Those of `cards` that are kept, by sha256; null where the browser keeps nothing. */
export async function cachedModels(cards: readonly CachedCard[]): Promise<ReadonlySet<string> | null> {
  const cache = await openCache();
  if (cache === null) return null;
  const requests = await cache.keys();
  const kept = new Set(requests.map(({ url }) => new URL(url).search));
  return new Set(
    cards.flatMap(({ sha256 }) => (sha256 !== null && kept.has(`?sha256=${sha256}`) ? [sha256] : [])),
  );
}
