/** Under which conditions methods are compared, and the one text that an outcome is kept by. Pure. */
import { canonicalJson } from '#core/trace/serialise.ts';
import type { MethodRequest } from '#runner/method/method-request.ts';
import type { ChosenMethod } from './method-choice.ts';
import type { Limits } from './method-link.ts';

export interface Conditions {
  readonly model: { readonly sha256: string; readonly backend: string };
  /** Which problems, but for how many. */
  readonly problems: unknown;
  /** Of chance. */
  readonly seed: number;
  /** Of each problem. */
  readonly budget: Limits;
  readonly answerTokens: MethodRequest['answerTokens'];
}

/** Equal texts have equal outcomes, problem by problem. */
export function runKey({ method, args }: ChosenMethod, conditions: Conditions): string {
  return canonicalJson({ method: method.id, args, ...conditions });
}

/** Of baselines: a method's own budget would cut its samples short, and they would vote with half an answer each. */
export function unlimited(conditions: Conditions): Conditions {
  return { ...conditions, budget: { tokens: null, calls: null, seconds: null } };
}
