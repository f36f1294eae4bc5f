/** The request that lets a policy watch an answer. Pure. */
import type { BranchView } from '#core/trace/branch-view.ts';
import type { TraceProblem } from '#core/trace/events.ts';
import type { AutoRequest } from '#runner/request.ts';
import type { AutoPolicy } from '#scoring/policy/decide.ts';
import { turnMessages } from '#tasks/prompts.ts';
import { TOP_K, answerRequest, retakeSampling } from './requests.ts';
import type { Sampling } from './requests.ts';

/** A branch as it stands; it is gone on with as it was begun. */
export function watchRequest(
  { id, tokens, end, userTurn, settings, seed }: BranchView,
  nextBranch: number,
  problem: TraceProblem,
  policy: AutoPolicy,
): AutoRequest {
  return {
    ...common(problem, userTurn, { settings, seed }),
    branch: id,
    open: null,
    standing: { tokens, end },
    nextBranch,
    policy,
  };
}

/** A first answer while it is written: branch 0 of a trace. */
export function watchedAnswerRequest(
  problem: TraceProblem,
  drawn: Sampling,
  policy: AutoPolicy,
): AutoRequest {
  return {
    ...common(problem, null, drawn),
    branch: 0,
    open: answerRequest(0, problem, 'end', drawn).open,
    standing: { tokens: [], end: null },
    nextBranch: 1,
    policy,
  };
}

function common({ text, generated }: TraceProblem, userTurn: string | null, { settings, seed }: Sampling) {
  return {
    type: 'auto' as const,
    messages: turnMessages(text, userTurn),
    question: { text, generated: generated !== null },
    userTurn,
    settings,
    retake: retakeSampling(settings.temperature, seed, 0).settings,
    seed,
    topK: TOP_K,
  };
}
