/**
 * The best path of a search as a document for supervised fine-tuning, one JSON object a line. AlphaLLM trains on such
 * paths (arXiv 2404.12253; seeds row 48). Plain data:
 *   messages: the problem as it was put to the model, and the whole chosen answer as the assistant's turn
 *   right:    whether its final answer is the reference answer, so that lines can be filtered; null where none is known
 *   score:    what the method ranks by, higher is better; answer: the final answer, normalised
 *   oracle:   the method asked the reference answer while it worked
 *   given:    left out, or what of the answer came with the problem and is not the model's
 *   problem, method, model, seed: where it is from
 */
import type { Message } from '#core/messages.ts';
import type { TokenEvent, TraceEvent, TraceHeader } from '#core/trace/events.ts';
import { foldTrace } from '#core/trace/fold.ts';
import type { ItemOutcome } from './item-outcome.ts';

interface Run extends ItemOutcome {
  readonly events: readonly TraceEvent[];
}
export interface SftParts {
  /** As the problem was put to the model. */
  readonly messages: readonly Message[];
  /** Of tokens that are text. */
  readonly textOf: (tokens: readonly TokenEvent[]) => string;
}

export interface SftSource {
  readonly method: NonNullable<TraceHeader['method']>;
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
export function sftLine(run: Run, source: SftSource, { messages, textOf }: SftParts): SftLine | null {
  const { candidates, chosen, oracle, given, unjudged } = run;
  const best = candidates[chosen ?? -1];
  if (best === undefined || best.score === null || best.answer === null) return null;
  const others = candidates.flatMap(({ answer, score }) => (answer === null ? [] : (score ?? [])));
  if (Math.max(...others) > best.score) return null;
  const content = textOf(turnOf(run, best.branch));
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

/** "best paths of 3 of 5 problems; …": how many of the problems have a line, and why the others have none. */
export function bestPathWords(paths: number, problems: number): string {
  const why =
    paths === problems
      ? ''
      : '; of the others nothing was chosen by a score, or not the answer of the highest';
  return `best paths of ${paths} of ${problems} problems${why}`;
}

/** The whole turn, from its first token on: what a path keeps of others is part of it. */
function turnOf({ events }: Run, branch: number): TokenEvent[] {
  return (foldTrace(events).branches[branch]?.tokens ?? []).filter(({ special }) => !special);
}
