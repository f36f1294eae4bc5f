/**
 * What a method is: a published way to make a model think again, one readable file each, in the order of its paper's
 * algorithm box. Pure: whatever it does goes through `ctx`, so that the same seed gives the same trace.
 *
 *   export const selfConsistency = defineMethod({
 *     id: 'self-consistency',                       // the file's name
 *     …
 *     params: { n: int(8, { min: 1, max: 64, label: 'samples' }) },
 *     async *run(ctx, task, { n }) {
 *       const candidates = candidatesOf(task, yield* ctx.sample(n, { temperature: 0.7 }));
 *       return votedResult(candidates, majorityVote(samplesOf(candidates)), n);
 *     },
 *   });
 *
 * What several methods share is in steps/: candidates and votes, the steps of an answer, dialogues, locating a mistake.
 * Everything that leaves a trace is called with `yield*`. Nothing throws that is to be expected: without an answer
 * `value` is null; once `ctx.over` is set (stopped, or out of budget) nothing more is written, `ctx.next` and `ctx.score`
 * give null, and the method returns what it has. So every loop asks `ctx.over`.
 */
import type { Capability } from '#core/capability.ts';
import type { Question } from '#tasks/items/item.ts';
import type { MethodContext, Traced } from './context.ts';
import { completeArguments } from './params.ts';
import type { ParamArguments, ParamValues, Params } from './params.ts';
import type { MethodResult } from './result.ts';

export type * from './context.ts';
export type * from './result.ts';

/** When it corrects (survey arXiv 2308.03188): by training, while it writes, or after an answer is written. */
export type CorrectionTime = 'training' | 'generation' | 'after';
/** Who says what is wrong: the model itself, the reference answer, a tool such as an interpreter, or nobody. */
export type FeedbackSource = 'self' | 'oracle' | 'tool' | 'none';
/** `instructions`: a tiny organism cannot follow its prompts. */
export type ModelNeeds = 'any' | 'instructions';

export interface MethodFacts {
  /** The name of its file. */
  readonly id: string;
  readonly title: string;
  /** Three sentences: what it does, why that should help, what it costs or where it fails. */
  readonly idea: readonly [what: string, why: string, but: string];
  /** Lines of its algorithm box. */
  readonly algorithm: readonly string[];
  /** arXiv number and place in the paper, or who else it is from. */
  readonly source: string;
  readonly corrects: CorrectionTime;
  readonly feedback: readonly FeedbackSource[];
  /** With its default arguments. */
  readonly needs: ModelNeeds;
  /** What it cannot do without, of all that some engine lacks. tests/contract/method-requires.test.ts counts. */
  readonly requires: readonly Capability[];
}
interface MethodSpec<P extends Params> extends MethodFacts {
  readonly params: P;
  /** Of methods of which some arguments need another model than the defaults do. */
  needsWith?(params: ParamValues<P>): ModelNeeds;
  run(ctx: MethodContext, task: Question, params: ParamValues<P>): Traced<MethodResult>;
}
export interface Method extends MethodFacts {
  readonly params: Params;
  /** What it needs with these arguments. Throws as `run` does. */
  needsWith(args: ParamArguments): ModelNeeds;
  /** Throws 'bad-input' for arguments that the method does not have or allow. */
  run(ctx: MethodContext, task: Question, args: ParamArguments): Traced<MethodResult>;
}

export function defineMethod<const P extends Params>(spec: MethodSpec<P>): Method {
  const complete = (args: ParamArguments) => completeArguments(spec.params, args) as ParamValues<P>;
  return {
    ...spec,
    needsWith: (args) => spec.needsWith?.(complete(args)) ?? spec.needs,
    run: (ctx, task, args) => spec.run(ctx, task, complete(args)),
  };
}
