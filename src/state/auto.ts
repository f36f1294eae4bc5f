/** Auto-correct in the words of the page: what a branch measures, the log of why, and what came of it. Pure. */
import type { Trace, TraceHeader } from '#core/trace/events.ts';
import type { DecisionEvent } from '#core/trace/event-kinds.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import type { PolicySignal, TokenEvent } from '#core/trace/events.ts';
import { percentile } from '#scoring/intervals.ts';
import { SAME_TEXT } from '#scoring/policy/decide.ts';
import type { AutoPolicy } from '#scoring/policy/decide.ts';
import { fails, measureStep } from '#scoring/policy/measure.ts';
import type { BranchSummary } from './branch-summary.ts';
import { hasEnded } from './levers.ts';
import type { Mark } from './marks.ts';
import type { AnswerRow } from './rows.ts';

export const AUTO_SIGNALS = ['entropy', 'certainty', 'ptrue'] as const satisfies readonly PolicySignal[];
export const AUTO_SIGNAL_WORDS: Readonly<Record<PolicySignal, string>> = {
  entropy: 'highest entropy of a step',
  certainty: 'mean self-certainty of a step',
  ptrue: 'P(True) of the answer',
};

export interface Reached {
  readonly answer: string | null;
  readonly mark: Mark | null;
}
/** What came of one run. */
export interface AutoOutcome {
  /** Of the trace that it belongs to. */
  readonly header: TraceHeader | null;
  readonly policy: AutoPolicy;
  readonly interventions: number;
  /** Remedies after which the same text came again. */
  readonly repeats: number;
  readonly spent: number;
  readonly stopped: boolean;
  /** The watched answer as it stood, where it was finished. */
  readonly before: Reached | null;
  readonly after: Reached;
}

export function reached({ answer, mark }: BranchSummary): Reached {
  return { answer, mark };
}

/** @param decisions of this run. */
export function repeatsIn(decisions: readonly DecisionEvent[]): number {
  return decisions.filter(({ why }) => why.endsWith(SAME_TEXT)).length;
}

/** "2 interventions, 143 of 400 tokens. Before 191 (wrong), after 21 (right)." */
export function outcomeWords(outcome: AutoOutcome): string {
  const { interventions, repeats, spent, policy, stopped, before, after } = outcome;
  const plural = interventions === 1 ? '' : 's';
  const again = repeats === 0 ? '' : `, ${repeats} with the same text again`;
  const cost = `${interventions} intervention${plural}${again}, ${spent} of ${policy.budget} tokens.`;
  const then = before === null ? 'Answer' : `Answer before ${reachedWords(before)}, after`;
  return `${stopped ? 'Stopped. ' : ''}${cost} ${then} ${reachedWords(after)}.`;
}

function reachedWords({ answer, mark }: Reached): string {
  if (answer === null) return 'none';
  return mark === null ? answer : `${answer} (${mark.verdict === 'right' ? 'right' : 'wrong'})`;
}

/**
 * Every decision on branches that share their first answer with this one, in the order in which they were made; of a
 * replay, those that its branches have come to.
 */
export function autoLog(
  trace: Trace | null,
  branches: readonly BranchView[],
  shown: number,
): DecisionEvent[] {
  const rootOf = (id: number): number => {
    const parent = branches[id]?.parent ?? null;
    return parent === null ? id : rootOf(parent);
  };
  const root = rootOf(shown);
  return decisionsIn(trace).filter(({ branch, at }) => {
    const decided = branches[branch];
    return decided !== undefined && decided.length >= at && rootOf(branch) === root;
  });
}

export function decisionsIn(trace: Trace | null, from = 0): DecisionEvent[] {
  return (trace?.events ?? [])
    .slice(from)
    .filter((event): event is DecisionEvent => event.type === 'decision');
}

export interface StepMeasures {
  readonly n: number;
  /** The least sure step: lowest certainty or highest entropy. */
  readonly worst: number;
  readonly median: number;
  readonly failing: number;
}

/** What the steps of an answer measure beside a threshold; null where the model wrote none. */
export function stepMeasures(
  rows: readonly AnswerRow[],
  tokens: readonly TokenEvent[],
  { signal, threshold }: { signal: Exclude<PolicySignal, 'ptrue'>; threshold: number },
): StepMeasures | null {
  const values = rows
    .map(({ from, to }) => measureStep(signal, tokens.slice(from, to)))
    .filter((value) => value !== null);
  if (values.length === 0) return null;
  return {
    n: values.length,
    worst: signal === 'entropy' ? Math.max(...values) : Math.min(...values),
    median: percentile(values, 0.5),
    failing: values.filter((value) => fails(signal, value, threshold)).length,
  };
}

/** Why a policy can't begin, and what to change; null when it can. @param watched null where it begins an answer. */
export function policyIssue(
  { signal, threshold, budget }: AutoPolicy,
  watched: BranchSummary | null,
): string | null {
  if (!Number.isFinite(threshold)) return 'Write the threshold as a number.';
  if (!Number.isInteger(budget) || budget < 1)
    return 'Write the budget as a whole number of tokens, 1 or more.';
  if (signal === 'ptrue' && watched !== null && hasEnded(watched.branch) && watched.answer === null)
    return 'This answer ends without a final answer, so there is nothing to ask P(True) about. Watch its steps.';
  return null;
}
