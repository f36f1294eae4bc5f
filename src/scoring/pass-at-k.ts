/**
 * pass@k: the probability that at least one of k answers is right, from n samples of which c are:
 *   1 − C(n − c, k) / C(n, k), the mean over all k-subsets of the samples. In [0, 1], higher is better.
 * It is the ceiling of every selector among k samples. Source: Chen et al., arXiv 2107.03374; methods.md 18.2.
 * 1 ≤ k ≤ n. Null otherwise: more samples than there are cannot be drawn.
 */
export function passAtK(n: number, c: number, k: number): number | null {
  if (k < 1 || k > n) return null;
  let missed = 1;
  for (let i = n - c + 1; i <= n; i++) missed *= 1 - k / i;
  return n - c < k ? 1 : 1 - missed;
}
