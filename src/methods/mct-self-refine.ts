/** MCT Self-Refine: a tree of rewritten answers, searched by the model's own scores. arXiv 2406.07394; methods.md 12.13. */
import { bestOfN } from '#scoring/votes/best-of-n.ts';
import { majorityVote } from '#scoring/votes/majority.ts';
import { countedScore, nextNode, ownValue } from '#scoring/search/refine-values.ts';
import type { Question } from '#tasks/items/item.ts';
import { defineMethod } from './define.ts';
import type { MethodContext, MethodResult, Traced } from './define.ts';
import { choice, int, number } from './params.ts';
import { bestResult, samplesOf, votedResult } from './steps/candidates.ts';
import { nodeOf, rewritten, writtenCandidates } from './steps/rewriting.ts';
import type { Rewriting } from './steps/rewriting.ts';

const UNKNOWN = 'I do not know.';
const SCORE =
  'Judge this answer as a strict critic: look for every flaw, and never give the full mark. End with “Score:” and a whole number from −100 to 100.';

export const mctSelfRefine = defineMethod({
  id: 'mct-self-refine',
  title: 'MCT Self-Refine',
  idea: [
    'Grows a tree of answers: picks one by UCB, lets the model score it again, criticise it and rewrite it, scores the child and passes its worth up.',
    'A chain of rewritings cannot go back to an earlier answer; a tree spends its tokens where scores are good or doubtful.',
    'It takes four calls a rollout and lives on scores from the model itself, which small models cannot give; the published runs stop at the reference answer, which is an oracle here and off unless chosen.',
  ],
  algorithm: [
    'nodes ← a weak answer to x, and “I do not know”; score each',
    'for t = 1 … R: n ← open node of highest Q′ + c √(ln(N_parent + 1) / (N + ε)); score n once more',
    '  child ← rewrite of n after a critique of n, in the dialogue of n; score it',
    '  Q = (min R + mean R) / 2, scores of 95 and more count as 50; Q′ = (Q + max Q′ of children) / 2',
    '  n is closed once it has 3 children and one with Q at least its own; oracle: a right answer ends it',
    'return the node of highest Q, or the majority over nodes; oracle: the right one',
  ],
  source: 'arXiv 2406.07394; github.com/trotsky1997/MathBlackBox (constants)',
  corrects: 'after',
  feedback: ['self', 'oracle'],
  needs: 'instructions',
  requires: [],
  params: {
    rollouts: int(8, {
      min: 1,
      max: 32,
      label: 'rollouts (R); the published code: 16, or 2 to 8 for easy sets',
    }),
    explore: number(1.4, { min: 0, max: 1000, label: 'exploration (c), in points of the score' }),
    stop: choice('none', ['none', 'oracle'], {
      label: 'what ends it early: nothing, or the reference answer',
    }),
    pick: choice('value', ['value', 'majority'], { label: 'chosen by: highest Q, or majority over nodes' }),
    temperature: number(0.7, { min: 0, max: 5, label: 'temperature; 0 is greedy' }),
  },
  async *run(ctx, task, { rollouts, explore, stop, pick, temperature }) {
    const first = judgedNode(nodeOf(yield* ctx.generate({ temperature, label: 'weak answer' })));
    const nodes: Judged[] = [first, judgedNode(unknown(task))];
    for (const [i, node] of nodes.entries()) yield* judge(ctx, task, node, i, temperature);
    let solved = yield* provedRight(ctx, first, stop);
    const standing = [0];
    for (let t = 1; t <= rollouts && solved === null && ctx.over === null; t++) {
      const at = nextNode(nodes, ownValues(nodes), explore);
      const chosen = nodes[at ?? -1];
      if (at === null || chosen === undefined) break;
      yield* judge(ctx, task, chosen, at, temperature);
      if (ctx.over !== null) break;
      const rewriting = yield* rewritten(ctx, task, { node: chosen, index: at, temperature });
      if (rewriting === null) break;
      const child = judgedNode(rewriting);
      nodes.push(child);
      yield* judge(ctx, task, child, nodes.length - 1, temperature);
      solved = yield* provedRight(ctx, child, stop);
      standing.push(resultOf(task, nodes, { pick, solved }).chosen ?? 0);
    }
    const result = resultOf(task, nodes, { pick, solved });
    // A score that came after the last child may have moved the choice.
    return { ...result, standing: standing.with(-1, result.chosen ?? 0) };
  },
});

interface Judged extends Rewriting {
  /** As they count. */
  readonly scores: number[];
}
function judgedNode(node: Rewriting): Judged {
  return { ...node, scores: [] };
}
function unknown({ messages }: Question): Rewriting {
  return { parent: null, messages, text: UNKNOWN, answer: null };
}
function ownValues(nodes: readonly Judged[]): number[] {
  return nodes.map(({ scores }) => ownValue(scores));
}

/** In a conversation of its own: what came before the answer is not shown. */
async function* judge(
  ctx: MethodContext,
  task: Question,
  node: Judged,
  index: number,
  temperature: number,
): Traced<void> {
  if (ctx.over !== null) return;
  const content = `Problem:\n${task.text}\n\nAnswer:\n${node.text.trim()}\n\n${SCORE}`;
  const said = yield* ctx.chat([{ role: 'user', content }], { temperature, label: `score of node ${index}` });
  if (ctx.over === null) node.scores.push(countedScore(scoreIn(said.text)));
}
function scoreIn(text: string): number | null {
  const named = [...text.matchAll(/score\W*?\s*([-−–]?\d+(?:\.\d+)?)/gi)].at(-1)?.[1];
  return named === undefined ? null : Number(named.replace(/[−–]/, '-'));
}

/** The node itself, where the reference answer may end the search and says that it is right. */
async function* provedRight(
  { check }: MethodContext,
  node: Judged,
  stop: 'none' | 'oracle',
): Traced<Judged | null> {
  if (stop === 'none' || check === null || node.answer === null) return null;
  return (yield* check.isRight(node.answer)) ? node : null;
}

interface Ending {
  readonly pick: 'value' | 'majority';
  /** What the reference answer ended the search with. */
  readonly solved: Judged | null;
}
function resultOf(task: Question, nodes: readonly Judged[], { pick, solved }: Ending): MethodResult {
  const candidates = writtenCandidates(task, nodes, ownValues(nodes));
  const samples = samplesOf(candidates);
  if (solved !== null) {
    const chosen = candidates.findIndex(({ answer }) => answer === solved.answer);
    return {
      candidates,
      chosen,
      draft: 0,
      reason: `the reference answer says that node ${nodes.indexOf(solved)} is right`,
    };
  }
  const result =
    pick === 'value'
      ? bestResult(candidates, bestOfN(samples), 'value Q')
      : votedResult(candidates, majorityVote(samples));
  return { ...result, draft: 0 };
}
