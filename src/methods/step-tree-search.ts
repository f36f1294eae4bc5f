/** Tree search over the steps of a solution, led by three critics. AlphaLLM, arXiv 2404.12253; seeds row 48. */
import { upperBound } from '#scoring/search/upper-bound.ts';
import { bestOfN } from '#scoring/votes/best-of-n.ts';
import { weightedVote } from '#scoring/votes/weighted.ts';
import type { Question } from '#tasks/items/item.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, MethodResult, Traced } from './define.ts';
import { choice, int, number } from './params.ts';
import { bestResult, candidatesOf, samplesOf, votedResult } from './steps/candidates.ts';
import { criticised } from './steps/critics.ts';
import type { Criticised, CriticWeights } from './steps/critics.ts';
import { isWritten, plain, stepText } from './steps/step-again.ts';
import { temperature } from './steps/sampling.ts';

const weight = (what: string) => number(1, { min: 0, max: 10, label: `weight of the ${what}` });

export const stepTreeSearch = defineMethod({
  id: 'step-tree-search',
  title: 'Step-level tree search with critics',
  idea: [
    'Grows a tree of solution steps: goes down by UCB, samples other next steps there, writes each to its end, and lets three critics judge the beginning, the step and the outcome.',
    'Critics look at a solution while it can still turn, and tokens go to the beginnings that they like.',
    'The paper trains its critics; here all three are the model’s own certainty, which a sure mistake deceives, and every step costs an answer and four readings of P(True).',
  ],
  algorithm: [
    'for i = 1 … E: from the root, take the open child of highest UCB down to a leaf',
    '  sample W next steps there at temperature T; steps that read the same are one',
    '  value critic: P(True) of the beginning; process critic: mean probability of the step’s tokens; outcome critic: P(True) of the argmax answer from there',
    '  score ← weighted mean of the three; add it to the step and to all above it',
    '  what has ended, or has only ended children, is closed',
    'return the written answer of highest score, or the score-weighted vote',
  ],
  source:
    'arXiv 2404.12253 (ηMCTS), P(True) of arXiv 2207.05221 and token probabilities for its trained critics',
  corrects: 'generation',
  feedback: ['self'],
  needs: 'any',
  requires: ['rewind'],
  params: {
    expansions: int(6, { min: 1, max: 64, label: 'expansions (E)' }),
    width: int(3, { min: 1, max: 16, label: 'steps sampled in each (W)' }),
    explore: number(1, { min: 0, max: 100, label: 'exploration of UCB' }),
    value: weight('value critic'),
    process: weight('process critic'),
    outcome: weight('outcome critic'),
    pick: choice('best', ['best', 'vote'], { label: 'chosen by: highest score, or vote weighted by it' }),
    temperature: temperature(),
  },
  async *run(ctx, task, { expansions, width, explore, pick, temperature, ...weights }) {
    const root: Node = { ...{ step: null, parent: null, children: [], visits: 0, sum: 0 }, isClosed: false };
    const written: Criticised[] = [];
    for (let i = 1; i <= expansions && !root.isClosed && ctx.over === null; i++) {
      const leaf = openLeaf(root, explore);
      const growing = { width, temperature, weights };
      const steps = yield* ctx.span(`expansion ${i}`, expanded(ctx, leaf, growing));
      written.push(...steps);
      grow(leaf, steps);
    }
    return resultOf(task, written, pick);
  },
});

interface Node {
  /** The answer up to here; null at the root. */
  readonly step: Answer | null;
  readonly parent: Node | null;
  readonly children: Node[];
  visits: number;
  /** Of the scores of all that was written at or below it. */
  sum: number;
  /** Nothing can be added below it. */
  isClosed: boolean;
}

function openLeaf(root: Node, explore: number): Node {
  let node = root;
  for (;;) {
    const { children, visits: parentVisits } = node;
    const open = children.filter(({ isClosed }) => !isClosed);
    const bounds = open.map(({ sum, visits }) =>
      upperBound({ value: sum / visits, visits, parentVisits }, explore),
    );
    const next = open[bounds.indexOf(Math.max(...bounds))];
    if (next === undefined) return node;
    node = next;
  }
}

interface Growing {
  readonly width: number;
  readonly temperature: number;
  readonly weights: CriticWeights;
}
async function* expanded(
  ctx: MethodContext,
  { step: from }: Node,
  { width, temperature, weights }: Growing,
): Traced<Criticised[]> {
  const place = { ...(from === null ? {} : { from }), until: 'step', temperature, label: 'step' } as const;
  const tries = yield* ctx.sample(width, place);
  const texts = tries.map((one) => plain(stepText(one)));
  const distinct = tries.filter((one, i) => isWritten(one) && texts.indexOf(texts[i] ?? '') === i);
  return yield* criticised(ctx, distinct, weights);
}

/** Adds steps with their scores, passes the scores up, and closes what has ended. */
function grow(leaf: Node, steps: readonly Criticised[]): void {
  for (const { step, score } of steps) {
    const counted = score ?? 0;
    const isClosed = step.end !== 'step-end';
    leaf.children.push({ ...{ step, parent: leaf, children: [], visits: 1 }, sum: counted, isClosed });
    for (const node of pathTo(leaf)) {
      node.visits += 1;
      node.sum += counted;
    }
  }
  for (const node of pathTo(leaf)) node.isClosed = node.children.every((child) => child.isClosed);
}
/** From a node up to the root. */
function pathTo(node: Node): Node[] {
  return node.parent === null ? [node] : [node, ...pathTo(node.parent)];
}

function resultOf(task: Question, written: readonly Criticised[], pick: 'best' | 'vote'): MethodResult {
  const candidates = candidatesOf(
    task,
    written.map(({ whole }) => whole),
    (_, i) => written[i]?.score ?? null,
  );
  const samples = samplesOf(candidates);
  return pick === 'best'
    ? bestResult(candidates, bestOfN(samples), 'score of the critics')
    : votedResult(candidates, weightedVote(samples));
}
