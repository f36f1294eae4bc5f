/**
 * When verifiers that judge again have settled: over the last q rounds the majority is unchanged and its share p_t does
 * not fall. Source: Temporal Consistency, arXiv 2503.14495; methods.md 13.1. Places are step indices, −1: none is wrong.
 * A verdict that could not be read counts for no place but stays in the number that shares are of.
 */
export interface PlaceMajority {
  /** The earliest named of equals; null when no verdict could be read. */
  readonly place: number | null;
  /** Of all verdicts, [0, 1]. */
  readonly share: number;
}

export function majorityPlace(verdicts: readonly (number | null)[]): PlaceMajority {
  const counts = new Map<number, number>();
  for (const verdict of verdicts) if (verdict !== null) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const place = [...counts].find(([, count]) => count === most)?.[0] ?? null;
  return { place, share: verdicts.length === 0 ? 0 : most / verdicts.length };
}

/** @param history one a round, the first verdicts included. @param rounds q: how many re-checks must have changed nothing */
export function isStable(history: readonly PlaceMajority[], rounds: number): boolean {
  if (history.length <= rounds) return false;
  const last = history.slice(-rounds - 1);
  return last.every(({ place, share }, i) => {
    const before = last[i - 1];
    return before === undefined || (place === before.place && share >= before.share);
  });
}
