/** Nodes of a tree of rewritings: a whole answer each, made of its parent by a critique and a rewrite. */
import type { Message } from '#core/messages.ts';
import type { Question } from '#tasks/items/item.ts';
import type { Answer, Candidate, MethodContext, Traced } from '../define.ts';
import { candidatesOf } from './candidates.ts';
import { answerForm, askedNext } from './dialogue.ts';

const CRITIQUE =
  'Criticise your answer strictly: name every weak or wrong point in it, and what should be done instead. Do not solve the problem again yet.';
const REWRITE = 'Now write a better solution that meets this criticism.';

export interface Rewriting {
  /** Index of an earlier node; null for a root. */
  readonly parent: number | null;
  /** The conversation that it answers, earlier rewritings included. */
  readonly messages: readonly Message[];
  readonly text: string;
  /** Null for an answer that the model did not write. */
  readonly answer: Answer | null;
}

export function nodeOf(answer: Answer, parent: number | null = null): Rewriting {
  return { parent, messages: answer.messages, text: answer.text, answer };
}

/** Null when there was no time for it. */
export async function* rewritten(
  ctx: MethodContext,
  task: Question,
  { node, index, temperature }: { node: Rewriting; index: number; temperature: number },
): Traced<Rewriting | null> {
  const ask = askedNext(node, CRITIQUE);
  const critique = yield* ctx.chat(ask, { temperature, label: `critique of node ${index}` });
  if (ctx.over !== null) return null;
  const better = askedNext(critique, `${REWRITE} ${answerForm(task)}`);
  const answer = yield* ctx.chat(better, { temperature, label: `node ${index} rewritten` });
  return nodeOf(answer, index);
}

/** Of the nodes that the model wrote; `values` are theirs, one a node. */
export function writtenCandidates(
  task: Question,
  nodes: readonly Rewriting[],
  values: readonly number[],
): Candidate[] {
  const written = nodes.flatMap(({ answer }, i) =>
    answer === null ? [] : [{ answer, value: values[i] ?? null }],
  );
  return candidatesOf(
    task,
    written.map(({ answer }) => answer),
    (_, i) => written[i]?.value ?? null,
  );
}
