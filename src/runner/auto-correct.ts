/**
 * Auto-correct: a policy (scoring/policy) watches an answer and makes the model think again by itself. Step by step, or
 * under P(True) once the answer is whole: measure it; where the policy is content, go on; else take it back and sample it
 * again, or write a marker after it, in a new branch. When the tries are used up, the surest one stays.
 * Every decision is an event with its value and its reason; the branch of the last one is the result.
 */
import { AppError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import { ACTION_OF, decide, spentWords } from '#scoring/policy/decide.ts';
import type { Deed } from '#scoring/policy/decide.ts';
import { AutoLine } from './auto-line.ts';
import type { Unit } from './auto-line.ts';
import { measureUnit } from './auto-measure.ts';
import { bear, compared, decision, settle, settleOnSurest, surestOf, write } from './auto-run.ts';
import type { AutoRun, Try } from './auto-run.ts';
import type { AutoRequest, ForcedPiece, RunContext, RunOutcome } from './request.ts';

/** Rejects as `continueAnswer` does. A stop, and a budget that is spent, are normal ends. */
export async function* autoCorrect(
  engine: Engine,
  request: AutoRequest,
  context: RunContext,
): AsyncGenerator<TraceEvent, RunOutcome> {
  checkPolicy(request);
  const { branch, seed, standing, nextBranch } = request;
  const line = new AutoLine(branch, seed, standing.tokens, standing.end);
  const none = { tries: [], spent: 0, interventions: 0, injected: new Map<string, number>() };
  const run: AutoRun = { engine, request, context, line, ...none, nextBranch };
  try {
    return yield* watch(run);
  } catch (thrown) {
    if (AppError.from(thrown).code === 'aborted') return { cause: 'aborted' };
    throw thrown;
  }
}

async function* watch(run: AutoRun): AsyncGenerator<TraceEvent, RunOutcome> {
  const { request, context } = run;
  const { signal, budget } = request.policy;
  let open = request.open;
  for (;;) {
    if (context.signal?.aborted) return { cause: 'aborted' };
    const unit = signal === 'ptrue' ? run.line.nextAnswer() : run.line.nextStep();
    if (unit !== null) {
      const deed = yield* judge(run, unit);
      if (deed === 'stop') return { cause: 'budget' };
    } else if (run.tries.length > 0 && (run.line.isOver || run.spent >= budget)) {
      const how = run.line.isOver
        ? 'a new try wrote no step'
        : `a new try is not finished, and ${spentWords(budget)}`;
      yield decision(run, { action: 'backtrack', why: `${how}: taken back` });
      yield settleOnSurest(run);
    } else if (run.line.isOver) {
      return { cause: run.line.end ?? 'stop-token' };
    } else if (run.spent < budget) {
      yield* write(run, { open, settings: request.settings, until: signal === 'ptrue' ? 'end' : 'step' });
      open = null;
    } else {
      yield decision(run, {
        action: 'stop',
        why: `the answer is not finished, but ${spentWords(budget)}: stops`,
      });
      return { cause: 'budget' };
    }
  }
}

/** Measures, decides, and does what was decided. */
async function* judge(run: AutoRun, unit: Unit): AsyncGenerator<TraceEvent, Deed> {
  const { engine, request, context, line } = run;
  if (run.tries[0]?.unit.start !== unit.start) run.tries = [];
  const measured = yield* measureUnit(engine, { request, line, unit }, context);
  if (measured.value === null) return yield* passUnmeasured(run, unit, measured.unmeasured);
  const { value, at, from } = measured;
  const one: Try = { line, unit, value, at };
  const earlier = run.tries;
  run.tries = [...earlier, one];
  const { deed, why } = decide(request.policy, {
    name: unit.name,
    value,
    from,
    surest: surestOf(run) === one,
    repeated: earlier.some((other) => other.unit.text === unit.text),
    remedies: request.policy.remedy.kind === 'inject' ? (run.injected.get(unit.name) ?? 0) : earlier.length,
    interventions: run.interventions,
    spent: run.spent,
  });
  yield decision(run, { at: unit.end, value, action: ACTION_OF[deed], why });
  if (deed === 'accept') settle(run, one);
  if (deed === 'give-up') yield settleOnSurest(run);
  if (deed === 'retake') yield* retake(run, one);
  if (deed === 'inject') yield* inject(run, one);
  return deed;
}

/** What nothing can be said about goes on as it is, unless a try before it could be measured. */
async function* passUnmeasured(
  run: AutoRun,
  unit: Unit,
  unmeasured: string,
): AsyncGenerator<TraceEvent, Deed> {
  const why = `${unit.name}: ${unmeasured}`;
  if (run.tries.length > 0) {
    yield decision(run, { at: unit.end, action: 'backtrack', why: `${why}: taken back` });
    yield settleOnSurest(run);
    return 'give-up';
  }
  yield decision(run, { at: unit.end, action: 'accept', why });
  settle(run, { line: run.line, unit });
  return 'accept';
}

async function* retake(run: AutoRun, { line, unit, value, at }: Try): AsyncGenerator<TraceEvent> {
  const { retake: settings, policy } = run.request;
  const count = `${run.tries.length} of ${policy.retries}`;
  const label = `auto: ${unit.name} again, try ${count}: ${compared(run, value)}`;
  const open = bear(run, line, { at, reason: 'backtrack', label });
  run.line.judged = unit.start;
  yield* write(run, { open, settings, until: 'step' });
}

async function* inject(run: AutoRun, { line, unit, value }: Try): AsyncGenerator<TraceEvent> {
  const { settings, policy } = run.request;
  if (policy.remedy.kind !== 'inject') return;
  const { marker } = policy.remedy;
  run.injected.set(unit.name, (run.injected.get(unit.name) ?? 0) + 1);
  const what = marker === '' ? 'no marker' : `“${marker}”`;
  const label = `auto: ${what} after ${unit.name}: ${compared(run, value)}`;
  const open = bear(run, line, { at: unit.end, reason: 'wait', label });
  run.line.judged = unit.end;
  run.tries = [];
  const forced: ForcedPiece[] = marker === '' ? [] : [{ kind: 'marker', content: marker }];
  yield* write(run, { open, forced, settings, until: policy.signal === 'ptrue' ? 'end' : 'step' });
}

function checkPolicy({ policy }: AutoRequest): void {
  const { threshold, retries, interventions, budget } = policy;
  const isCount = (n: number, least: number): boolean => Number.isInteger(n) && n >= least;
  if (!Number.isFinite(threshold)) throw new AppError('bad-input', 'The threshold is no number. Give one.');
  if (!isCount(budget, 1) || !isCount(retries, 1) || !isCount(interventions, 0))
    throw new AppError(
      'bad-input',
      'Budget, tries and interventions are whole numbers, of budget and tries at least 1. Change them.',
    );
}
