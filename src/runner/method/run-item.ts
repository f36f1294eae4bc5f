/** A method on one problem: its trace, what it chose, and what gold says of that. */
import type { TraceEvent } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import type { Candidate, Method, MethodResult } from '#methods/define.ts';
import type { ParamArguments } from '#methods/params.ts';
import { stepsOf } from '#methods/steps/steps-of.ts';
import type { ItemOutcome, JudgedCandidate } from '#scoring/methods/item-outcome.ts';
import type { Item } from '#tasks/items/item.ts';
import { formatOf } from './format-of.ts';
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
function questionOf(item: Item): Parameters<Method['run']>[1] {
  const { id, text, messages, generated, answerOf, openEnded } = item;
  return { id, text, messages, generated, answerOf, ...(openEnded && { openEnded }) };
}

function resultEvent({ candidates, chosen, reason }: MethodResult, time: number): TraceEvent {
  const told = candidates.map(({ answer, value, score }) => ({
    branch: answer.branch,
    answer: value,
    score,
  }));
  return { type: 'result', candidates: told, chosen, reason, time };
}

async function itemRun(
  state: ItemState,
  result: MethodResult,
  events: readonly TraceEvent[],
): Promise<ItemRun> {
  const { item, budget, cost, usedGold, usedGiven } = state;
  const { candidates, chosen, draft = null, standing, confidence = null, reason, counts } = result;
  const { generated, forced, prefilled, needed } = cost;
  const judgedCandidates = await Promise.all(candidates.map((one) => judged(state, one)));
  return {
    item: item.id,
    facts: item.facts,
    cause: state.signal?.aborted ? 'aborted' : budget.isShort ? 'budget' : 'done',
    candidates: judgedCandidates,
    chosen,
    draft,
    ...(standing === undefined ? {} : { standing }),
    ...(counts === undefined ? {} : { counts }),
    confidence,
    reason,
    location: locationOf(item, result),
    ...formatOf(events),
    oracle: usedGold,
    ...(usedGiven === null ? {} : { given: usedGiven }),
    ...(item.unjudged === undefined ? {} : { unjudged: item.unjudged }),
    ...(item.openEnded === undefined ? {} : { openEnded: item.openEnded }),
    cost: { generated, forced, prefilled, needed, calls: budget.asked, seconds: budget.elapsed },
    events,
  };
}

async function judged(
  state: ItemState,
  { answer, value, score, ratings }: Candidate,
): Promise<JudgedCandidate> {
  const own = answer.tokens.slice(answer.start).filter(({ forced }) => forced === null);
  const { right, conditions } = await state.judge(answer.text);
  return {
    ...{ branch: answer.branch, answer: value, score, right, generated: own.length },
    ...(conditions && {
      conditions: { met: conditions.filter(({ met }) => met).length, of: conditions.length },
    }),
    ...(ratings && Object.keys(ratings).length > 0 && { ratings }),
  };
}

function locationOf(
  { firstWrongLine }: Item,
  { candidates, draft, located, locatedBy }: MethodResult,
): ItemRun['location'] {
  const answer = candidates[draft ?? -1]?.answer;
  if (located === undefined || firstWrongLine === null || answer === undefined) return null;
  const gold = firstWrongLine(stepsOf(answer).map(({ text }) => text.trim()));
  if (gold === 'unknown') return null;
  return { found: located, gold, ...(locatedBy === undefined ? {} : { by: locatedBy }) };
}
