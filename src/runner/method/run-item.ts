/** A method on one problem: its trace, what it chose, and what gold says of that. */
import type { TraceEvent } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import type { Candidate, Method, MethodResult } from '#methods/define.ts';
import type { ParamArguments } from '#methods/params.ts';
import { stepsOf } from '#methods/steps/steps-of.ts';
import type { ItemOutcome, JudgedCandidate } from '#scoring/methods/item-outcome.ts';
import { isRight } from '#tasks/items/item.ts';
import type { Item } from '#tasks/items/item.ts';
import { itemContext } from './item-context.ts';
import { ItemState } from './item-state.ts';
import type { ItemSettings } from './item-state.ts';

/** Plain data. */
export interface ItemRun extends ItemOutcome {
  readonly events: readonly TraceEvent[];
}

/** Rejects for what should not happen, never for a stop or a spent budget. */
export async function runItem(
  engine: Engine,
  { method, args }: { readonly method: Method; readonly args: ParamArguments },
  item: Item,
  settings: ItemSettings,
): Promise<ItemRun> {
  const state = new ItemState(engine, item, settings);
  const events: TraceEvent[] = [];
  const going = method.run(itemContext(state), questionOf(item), args);
  for (;;) {
    const step = await going.next();
    const event = step.done ? resultEvent(step.value, state.now()) : step.value;
    events.push(event);
    settings.watch?.(item.id, event);
    if (step.done) return itemRun(state, step.value, events);
  }
}

/** The item without what judges it. */
function questionOf({ id, text, messages, generated, answerOf }: Item): Parameters<Method['run']>[1] {
  return { id, text, messages, generated, answerOf };
}

function resultEvent({ candidates, chosen, reason }: MethodResult, time: number): TraceEvent {
  const told = candidates.map(({ answer, value, score }) => ({
    branch: answer.branch,
    answer: value,
    score,
  }));
  return { type: 'result', candidates: told, chosen, reason, time };
}

function itemRun(state: ItemState, result: MethodResult, events: readonly TraceEvent[]): ItemRun {
  const { item, budget, cost, usedGold } = state;
  const { candidates, chosen, draft = null, standing, confidence = null, reason, counts } = result;
  const { generated, forced, prefilled, needed } = cost;
  return {
    item: item.id,
    facts: item.facts,
    cause: state.signal?.aborted ? 'aborted' : budget.isShort ? 'budget' : 'done',
    candidates: candidates.map((one) => judged(item, one)),
    chosen,
    draft,
    ...(standing === undefined ? {} : { standing }),
    ...(counts === undefined ? {} : { counts }),
    confidence,
    reason,
    location: locationOf(item, result),
    oracle: usedGold,
    cost: { generated, forced, prefilled, needed, calls: budget.asked, seconds: budget.elapsed },
    events,
  };
}

function judged(item: Item, { answer, value, score }: Candidate): JudgedCandidate {
  const own = answer.tokens.slice(answer.start).filter(({ forced }) => forced === null);
  return { branch: answer.branch, answer: value, score, right: isRight(item, value), generated: own.length };
}

function locationOf(
  { firstWrongLine }: Item,
  { candidates, draft, located }: MethodResult,
): ItemRun['location'] {
  const answer = candidates[draft ?? -1]?.answer;
  if (located === undefined || firstWrongLine === null || answer === undefined) return null;
  return { found: located, gold: firstWrongLine(stepsOf(answer).map(({ text }) => text.trim())) };
}
