/** Whose summaries a path is shown: the least like its own, the most like it, or half of each. arXiv 2505.07787; methods.md 12.15. */
import { levenshteinRatio } from '#scoring/text-similarity.ts';

export const ROUTINGS = ['dispersed', 'clustered', 'hybrid'] as const;
type Routing = (typeof ROUTINGS)[number];

/** Indices of at most k others; equals in order. */
export function routePeers(
  summaries: readonly string[],
  own: number,
  { routing, peers: k }: { readonly routing: Routing; readonly peers: number },
): number[] {
  const likeness = summaries.map((summary) => levenshteinRatio(summaries[own] ?? '', summary));
  const others = summaries.map((_, i) => i).filter((i) => i !== own);
  const unlike = others.toSorted((a, b) => (likeness[a] ?? 0) - (likeness[b] ?? 0));
  const alike = others.toSorted((a, b) => (likeness[b] ?? 0) - (likeness[a] ?? 0));
  switch (routing) {
    case 'dispersed':
      return unlike.slice(0, k);
    case 'clustered':
      return alike.slice(0, k);
    case 'hybrid': {
      const far = unlike.slice(0, Math.ceil(k / 2));
      return [...far, ...alike.filter((i) => !far.includes(i)).slice(0, k - far.length)];
    }
  }
}
