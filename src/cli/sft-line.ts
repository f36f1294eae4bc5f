/**
 * The best path of a search as a document for supervised fine-tuning: what `run --sft` writes of a problem, one JSON object
 * a line. AlphaLLM trains on such paths (arXiv 2404.12253; seeds row 48). Plain data:
 *   messages: the problem as it was put to the model, and the whole chosen answer as the assistant's turn
 *   right:    whether its final answer is the reference answer, so that lines can be filtered; null where none is known
 *   score:    what the method ranks by, higher is better; answer: the final answer, normalised
 *   oracle:   the method asked the reference answer while it worked
 *   given:    left out, or what of the answer came with the problem and is not the model's
 *   problem, method, model, seed: where it is from
 */
import type { Message } from '#core/messages.ts';
import { foldTrace } from '#core/trace/fold.ts';
import type { ParamArguments } from '#methods/params.ts';
import type { ItemRun } from '#runner/method/run-item.ts';
import { tokenPieces } from '#runner/token-pieces.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import type { Item } from '#tasks/items/item.ts';

export interface SftSource {
  readonly method: { readonly id: string; readonly args: ParamArguments };
  readonly model: { readonly id: string; readonly sha256: string };
  readonly seed: number;
}
export interface SftLine extends SftSource {
  readonly messages: readonly Message[];
  /** Id of the problem. */
  readonly problem: string;
  readonly score: number;
  readonly answer: string;
  readonly right: boolean | null;
  readonly oracle: boolean;
  readonly given?: NonNullable<ItemOutcome['given']>;
}

/** Null where nothing is chosen, it has no score or no answer, or another answer has a higher score: it is not the best. */
export function sftLine(
  run: ItemRun,
  { messages }: Pick<Item, 'messages'>,
  source: SftSource,
): SftLine | null {
  const { candidates, chosen, oracle, given, unjudged } = run;
  const best = candidates[chosen ?? -1];
  if (best === undefined || best.score === null || best.answer === null) return null;
  const others = candidates.flatMap(({ answer, score }) => (answer === null ? [] : (score ?? [])));
  if (Math.max(...others) > best.score) return null;
  const content = textOf(run, best.branch);
  return {
    ...source,
    messages: [...messages, { role: 'assistant', content }],
    problem: run.item,
    score: best.score,
    answer: best.answer,
    right: unjudged === true ? null : best.right,
    oracle,
    ...(given === undefined ? {} : { given }),
  };
}

/** The whole turn, from its first token on: what a path keeps of others is part of it. */
function textOf({ events }: ItemRun, branch: number): string {
  return tokenPieces(foldTrace(events).branches[branch]?.tokens ?? []).join('');
}
