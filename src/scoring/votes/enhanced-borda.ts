/**
 * Enhanced Borda count: pairwise judgements → one ranking. i beats j where P(i better than j) > 1/2; wins are closed
 * transitively (Floyd–Warshall); a node ranks by how many it dominates; global quantile = 1 − (rank − 1) / (n − 1), equal
 * counts sharing a rank. Local value: mean P(better) against its neighbours in the tree, 1/2 without any.
 * Source: LLaMA-Berry, arXiv 2410.02884; methods.md 12.14, which has the formulas from memory. All values in [0, 1].
 */
/** P(i better than j); the diagonal is not read. */
export type Preferences = readonly (readonly number[])[];

/** How many others each one dominates, directly or through others. */
export function dominated(preferences: Preferences): number[] {
  const n = preferences.length;
  const beats = preferences.map((row, i) => row.map((better, j) => i !== j && better > 0.5));
  for (let k = 0; k < n; k++)
    for (const row of beats)
      if (row[k] === true) beats[k]?.forEach((further, j) => (row[j] = row[j] === true || further));
  return beats.map((row, i) => row.filter((does, j) => does && j !== i).length);
}

/** 1 is the best, 0 the worst; a single one has 1. */
export function globalQuantiles(preferences: Preferences): number[] {
  const counts = dominated(preferences);
  const rest = Math.max(1, counts.length - 1);
  return counts.map((count) => 1 - counts.filter((other) => other > count).length / rest);
}

/** @param neighbours indices, one list a node */
export function localValues(preferences: Preferences, neighbours: readonly (readonly number[])[]): number[] {
  return neighbours.map((near, i) => {
    const against = near.map((j) => preferences[i]?.[j] ?? 0.5);
    return against.length === 0 ? 0.5 : against.reduce((sum, better) => sum + better, 0) / against.length;
  });
}
