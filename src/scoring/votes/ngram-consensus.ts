/**
 * Which of several texts agrees most with the others, where no final answer could be compared: with v_i[g] = 1 for every
 * n-gram g of text i (or its mean token probability), n = 1 … K,
 *   s_i = 1/(N − 1) Σ_{j≠i} Σ_n v_i · v_j / |V|;  consensus form: s_i · e^{mean log p of text i}.
 * Source: Jain et al., Self-consistency for open-ended generations, arXiv 2307.06857 (UCS, WUCS, Consensus-WUCS, n-gram
 * form); methods.md 8.3. Here |V| is the number of different n-grams of all texts together, a constant of the comparison.
 * Higher agrees more; longer texts share more, so the number means nothing beyond one set of samples.
 */
export interface WeighedText {
  readonly tokens: readonly number[];
  /** Of each token, in [0, 1]; all 1 for the plain form. */
  readonly weights: readonly number[];
  /** Length-normalised likelihood of the text, in (0, 1], which its score is multiplied by; left out: 1. */
  readonly likelihood?: number;
}

/** In order. One text agrees with nobody: 0. */
export function consensusScores(texts: readonly WeighedText[], most: number): number[] {
  const vectors = texts.map((text) => ngramWeights(text, most));
  const all = new Set(vectors.flatMap((vector) => [...vector.keys()])).size;
  return vectors.map((one, i) => {
    const others = vectors.filter((_, j) => j !== i).map((other) => dot(one, other));
    if (others.length === 0 || all === 0) return 0;
    const similarity = others.reduce((sum, value) => sum + value, 0) / others.length / all;
    return similarity * (texts[i]?.likelihood ?? 1);
  });
}

/** The mean weight of every occurrence of an n-gram, itself the mean of its tokens'. */
function ngramWeights({ tokens, weights }: WeighedText, most: number): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (let n = 1; n <= most; n++)
    for (let at = 0; at + n <= tokens.length; at++) {
      const key = tokens.slice(at, at + n).join();
      const weight = weights.slice(at, at + n).reduce((sum, value) => sum + value, 0) / n;
      const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
      sums.set(key, { sum: sum + weight, count: count + 1 });
    }
  return new Map([...sums].map(([key, { sum, count }]) => [key, sum / count]));
}

function dot(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [key, weight] of a) sum += weight * (b.get(key) ?? 0);
  return sum;
}
