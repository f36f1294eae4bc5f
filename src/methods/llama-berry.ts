/** LLaMA-Berry: rewritten answers in a tree, judged pair by pair and ranked by an enhanced Borda count. arXiv 2410.02884; methods.md 12.14. */
import type { LabelMass } from '#core/trace/events.ts';
import { letterMasses, pairPreference } from '#scoring/pairwise.ts';
import type { LetterMasses } from '#scoring/pairwise.ts';
import { nextNode } from '#scoring/search/refine-values.ts';
import { bestOfN } from '#scoring/votes/best-of-n.ts';
import { globalQuantiles, localValues } from '#scoring/votes/enhanced-borda.ts';
import type { Question } from '#tasks/items/item.ts';
import { defineMethod } from './define.ts';
import type { MethodContext, MethodResult, Place, Traced } from './define.ts';
import { int, number } from './params.ts';
import { bestResult, samplesOf } from './steps/candidates.ts';
import { nodeOf, rewritten, writtenCandidates } from './steps/rewriting.ts';
import type { Rewriting } from './steps/rewriting.ts';

const CUE = 'The better solution is (';

export const llamaBerry = defineMethod({
  id: 'llama-berry',
  title: 'LLaMA-Berry: pairwise ranking',
  idea: [
    'Grows a tree of rewritten answers as MCT Self-Refine does, but compares every new answer with all others and ranks them by how many each one dominates.',
    'Which of two answers is better is easier to say than a mark, and a ranking does not care how generous the marks are.',
    'The paper trains a preference model for this; here the model itself chooses a letter in both orders, small ones close to chance, and N answers need N² readings.',
  ],
  algorithm: [
    'nodes ← an answer to x',
    'for t = 1 … R: n ← open node of highest UCB on Q; child ← rewrite of n after a critique of n',
    '  for every node m: P(child better than m) ← mean over both orders of P(the letter of child)',
    '  wins are closed transitively; Q_global ← quantile by nodes dominated; Q_local ← mean P against parent and children',
    '  Q ← α Q_global + (1 − α) Q_local, and children’s Q is passed up',
    'return the node of highest Q_global',
  ],
  source: 'arXiv 2410.02884, a chosen letter in place of its preference model',
  corrects: 'after',
  feedback: ['self'],
  needs: 'instructions',
  requires: [],
  params: {
    rollouts: int(8, { min: 1, max: 32, label: 'rollouts (R)' }),
    alpha: number(0.5, { min: 0, max: 1, label: 'weight of the global rank (α); not known from the paper' }),
    explore: number(1.4, { min: 0, max: 100, label: 'exploration (c)' }),
    temperature: number(0.7, { min: 0, max: 5, label: 'temperature; 0 is greedy' }),
  },
  async *run(ctx, task, { rollouts, alpha, explore, temperature }) {
    const nodes: Rewriting[] = [nodeOf(yield* ctx.generate({ temperature, label: 'first answer' }))];
    let preferences: number[][] = [[0.5]];
    const standing = [0];
    for (let t = 1; t <= rollouts && ctx.over === null; t++) {
      const at = nextNode(nodes.map(visited(nodes)), valuesOf(nodes, preferences, alpha), explore);
      const chosen = nodes[at ?? -1];
      if (at === null || chosen === undefined) break;
      const child = yield* rewritten(ctx, task, { node: chosen, index: at, temperature });
      if (child === null) break;
      const better = yield* comparedWith(ctx, task, child, nodes);
      if (better === null) break;
      preferences = widened(preferences, better);
      nodes.push(child);
      standing.push(resultOf(task, nodes, preferences).chosen ?? 0);
    }
    return { ...resultOf(task, nodes, preferences), standing };
  },
});

function resultOf(
  task: Question,
  nodes: readonly Rewriting[],
  preferences: readonly number[][],
): MethodResult {
  const candidates = writtenCandidates(task, nodes, globalQuantiles(preferences));
  return { ...bestResult(candidates, bestOfN(samplesOf(candidates)), 'global rank'), draft: 0 };
}

/** A node is visited when it is written and whenever it is rewritten; only how often counts. */
function visited(nodes: readonly Rewriting[]) {
  return ({ parent }: Rewriting, index: number) => {
    const rewritings = nodes.filter((node) => node.parent === index).length;
    return { parent, scores: new Array<number>(1 + rewritings).fill(0) };
  };
}

function valuesOf(nodes: readonly Rewriting[], preferences: readonly number[][], alpha: number): number[] {
  const neighbours = nodes.map(({ parent }, i) =>
    nodes.flatMap((node, j) => (j === parent || node.parent === i ? [j] : [])),
  );
  const local = localValues(preferences, neighbours);
  return globalQuantiles(preferences).map((global, i) => alpha * global + (1 - alpha) * (local[i] ?? 0.5));
}

/** P(child better than each node); null when there was no time. */
async function* comparedWith(
  ctx: MethodContext,
  task: Question,
  child: Rewriting,
  nodes: readonly Rewriting[],
): Traced<number[] | null> {
  const places = nodes.flatMap((node) => [pair(task, child, node), pair(task, node, child)]);
  const readings = await ctx.next(places);
  if (readings === null) return null;
  const letters = readings.map(letterMasses);
  if (child.answer !== null)
    for (const masses of letters) yield* ctx.labels({ answer: child.answer }, labelsOf(masses));
  return nodes.map((_, i) => {
    const [childFirst, childSecond] = letters.slice(2 * i, 2 * i + 2);
    return childFirst && childSecond ? pairPreference(childFirst, childSecond) : 0.5;
  });
}

function labelsOf({ a, b }: LetterMasses): LabelMass[] {
  return [
    { label: 'A', mass: a },
    { label: 'B', mass: b },
  ];
}

function pair({ text }: Question, a: Rewriting, b: Rewriting): Place {
  const solutions = `Solution A:\n${a.text.trim()}\n\nSolution B:\n${b.text.trim()}`;
  const content = `Problem:\n${text}\n\n${solutions}\n\nWhich solution is better, (A) or (B)?`;
  return { messages: [{ role: 'user', content }], force: CUE };
}

/** With a row and a column for a new node. */
function widened(preferences: readonly (readonly number[])[], better: readonly number[]): number[][] {
  const rows = preferences.map((row, i) => [...row, 1 - (better[i] ?? 0.5)]);
  return [...rows, [...better, 0.5]];
}
