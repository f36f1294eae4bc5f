/** The state of an auto-correcting run, and what it does to it: bear a branch, write on, settle on a try, note a decision. */
import { AppError } from '#core/app-error.ts';
import type { PolicyAction, SamplingSettings, TraceEvent } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import { surestWhy } from '#scoring/policy/decide.ts';
import { surest } from '#scoring/policy/measure.ts';
import { AutoLine } from './auto-line.ts';
import type { Unit } from './auto-line.ts';
import { continueAnswer } from './continue-answer.ts';
import type { AutoRequest, ContinueRequest, ForcedPiece, RunContext } from './request.ts';

/** One way in which a step was written. */
export interface Try {
  readonly line: AutoLine;
  readonly unit: Unit;
  readonly value: number;
  /** Tokens that stay when it is taken back. */
  readonly at: number;
}
export interface AutoRun {
  readonly engine: Engine;
  readonly request: AutoRequest;
  readonly context: RunContext;
  line: AutoLine;
  /** Of the step that is judged now, the last one too. */
  tries: readonly Try[];
  /** Tokens generated so far. */
  spent: number;
  interventions: number;
  /** Markers written, by the name of the step that they follow. */
  readonly injected: Map<string, number>;
  nextBranch: number;
}

/** The next branch takes the place of `line`. */
export function bear(
  run: AutoRun,
  line: AutoLine,
  { at, reason, label }: { at: number; reason: 'backtrack' | 'wait'; label: string },
): ContinueRequest['open'] {
  const { seed, userTurn } = run.request;
  run.interventions += 1;
  run.line = new AutoLine(run.nextBranch, seed + run.nextBranch, line.tokens.slice(0, at));
  run.nextBranch += 1;
  return { parent: line.branch, at, reason, label, userTurn };
}

interface Writing {
  readonly open: ContinueRequest['open'];
  readonly forced?: readonly ForcedPiece[];
  readonly settings: SamplingSettings;
  readonly until: 'step' | 'end';
}
/** Goes on with the branch at hand, within what is left of the budget. */
export async function* write(
  run: AutoRun,
  { open, forced = [], settings, until }: Writing,
): AsyncGenerator<TraceEvent> {
  const { engine, context, line, request } = run;
  const { messages, topK, policy } = request;
  const limit = { until, tokens: policy.budget - run.spent };
  const asked = {
    type: 'continue',
    branch: line.branch,
    open,
    messages,
    forced,
    settings,
    limit,
    topK,
  } as const;
  for await (const event of continueAnswer(engine, { ...asked, kept: line.ids, seed: line.seed }, context)) {
    line.take(event);
    if (event.type === 'end') run.spent += event.cost.generated;
    yield event;
  }
}

/** Takes a try as it is: what follows is judged next. */
export function settle(run: AutoRun, { line, unit }: Pick<Try, 'line' | 'unit'>): void {
  run.line = line;
  line.judged = unit.end;
  run.tries = [];
}

export function settleOnSurest(run: AutoRun): TraceEvent {
  const best = surestOf(run);
  const { unit, value } = best;
  const why = surestWhy(run.request.policy, { name: unit.name, value }, run.tries.length);
  settle(run, best);
  return decision(run, { at: unit.end, value, action: 'accept', why });
}

/** There is one while anything is being tried. */
export function surestOf({ tries, request }: AutoRun): Try {
  const best =
    tries[
      surest(
        request.policy.signal,
        tries.map(({ value }) => value),
      )
    ];
  if (best === undefined) throw new AppError('internal', 'No try was measured. Report this.');
  return best;
}

/** Of the branch at hand; without a place, of all that is written of it. */
export function decision(
  { line, request, context }: AutoRun,
  {
    at = line.tokens.length,
    value = null,
    action,
    why,
  }: { at?: number; value?: number | null; action: PolicyAction; why: string },
): TraceEvent {
  const { signal, threshold } = request.policy;
  return {
    type: 'decision',
    branch: line.branch,
    at,
    signal,
    value,
    threshold,
    action,
    why,
    time: context.now(),
  };
}

/** "certainty 3.10 < 4", for labels. */
export function compared({ request: { policy } }: AutoRun, value: number): string {
  return `${policy.signal === 'ptrue' ? 'P(True)' : policy.signal} ${value.toFixed(2)} ${policy.signal === 'entropy' ? '>' : '<'} ${policy.threshold}`;
}
