/**
 * Spearman's ρ: Pearson's correlation of ranks, equal values sharing the mean of theirs. In [−1, 1]; null for fewer than
 * two pairs, or where one side is all the same.
 */
export interface Pair {
  readonly x: number;
  readonly y: number;
}

export function rankCorrelation(pairs: readonly Pair[]): number | null {
  const [xs, ys] = [ranks(pairs.map(({ x }) => x)), ranks(pairs.map(({ y }) => y))];
  // The mean of ranks is the same on both sides.
  const middle = (pairs.length + 1) / 2;
  const products = (as: readonly number[], bs: readonly number[]): number =>
    as.reduce((sum, a, i) => sum + (a - middle) * ((bs[i] ?? middle) - middle), 0);
  const spread = Math.sqrt(products(xs, xs) * products(ys, ys));
  return spread > 0 ? products(xs, ys) / spread : null;
}

/** From 1, in the order of the values. */
function ranks(values: readonly number[]): number[] {
  const places = new Map<number, { readonly first: number; last: number }>();
  for (const [at, value] of [...values].sort((a, b) => a - b).entries()) {
    const known = places.get(value);
    if (known === undefined) places.set(value, { first: at, last: at });
    else known.last = at;
  }
  return values.map((value) => {
    const { first, last } = places.get(value) ?? { first: 0, last: 0 };
    return (first + last) / 2 + 1;
  });
}
