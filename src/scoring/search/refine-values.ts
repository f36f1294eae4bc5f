/**
 * MCT Self-Refine: what the nodes of a tree of rewritings are worth and which is rewritten next.
 *   Q = (min R + mean R) / 2 over a node's own scores R, −100 … 100; a score of 95 and more counts as 50;
 *   Q' = (Q + max Q' of its children) / 2, or Q without children;
 *   a node is closed once it has 3 children and the Q of one is at least its own;
 *   next: the open node of highest UCB on Q' (upper-bound.ts), N = number of its scores, of roots N_parent = N.
 * Source: Zhang et al., arXiv 2406.07394, and its code (github.com/trotsky1997/MathBlackBox); methods.md 12.13.
 */
import { upperBound } from './upper-bound.ts';

export interface ScoredNode {
  /** Index of an earlier node; null for a root. */
  readonly parent: number | null;
  /** Every time that it was judged. */
  readonly scores: readonly number[];
}

const MOST_CHILDREN = 3;
const [TOO_GOOD, CUT] = [95, 50];
const LOWEST_SCORE = -100;

/** What a score counts; one that could not be read counts as the lowest. */
export function countedScore(score: number | null): number {
  if (score === null || !(Math.abs(score) <= 100)) return LOWEST_SCORE;
  return score >= TOO_GOOD ? CUT : score;
}

/** Q of scores as they count. */
export function ownValue(scores: readonly number[]): number {
  if (scores.length === 0) return LOWEST_SCORE;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return (Math.min(...scores) + mean) / 2;
}

/** Children's values passed up: (own + best of the children) / 2. @param own one a node, parents before children */
export function passedUp(nodes: readonly Pick<ScoredNode, 'parent'>[], own: readonly number[]): number[] {
  const values = [...own];
  for (let i = nodes.length - 1; i >= 0; i--) {
    const below = childrenOf(nodes, i).map((child) => values[child] ?? -Infinity);
    if (below.length > 0) values[i] = ((own[i] ?? 0) + Math.max(...below)) / 2;
  }
  return values;
}

/** Index of the node to rewrite, the earliest of equals; null when all are closed. */
export function nextNode(nodes: readonly ScoredNode[], own: readonly number[], c: number): number | null {
  const values = passedUp(nodes, own);
  const visitsOf = (index: number): number => nodes[index]?.scores.length ?? 0;
  const bounds = nodes.map(({ parent }, i) =>
    isClosed(nodes, own, i)
      ? -Infinity
      : upperBound({ value: values[i] ?? 0, visits: visitsOf(i), parentVisits: visitsOf(parent ?? i) }, c),
  );
  const best = Math.max(...bounds);
  return best === -Infinity ? null : bounds.indexOf(best);
}

function isClosed(nodes: readonly ScoredNode[], own: readonly number[], index: number): boolean {
  const children = childrenOf(nodes, index);
  return children.length >= MOST_CHILDREN && children.some((child) => (own[child] ?? 0) >= (own[index] ?? 0));
}
function childrenOf(nodes: readonly Pick<ScoredNode, 'parent'>[], index: number): number[] {
  return nodes.flatMap(({ parent }, i) => (parent === index ? [i] : []));
}
