/** What is known of how the token at a place was drawn: for the sampling probability beside the raw one. Pure. */
import type { BranchView } from '#core/trace/branch-view.ts';
import type { SamplingSettings } from '#core/trace/events.ts';
import type { SamplingPlace } from '#scoring/sampling-probability.ts';

/** The branch that wrote token `index` of `branch`: itself, or the ancestor that it was kept of. */
function writerOf(branches: readonly BranchView[], branch: BranchView, index: number): BranchView {
  let writer = branch;
  while (writer.parent !== null && index < writer.at) writer = branches[writer.parent] ?? writer;
  return writer;
}

/** Null where the branch has no such token. */
export function samplingPlace(
  branches: readonly BranchView[],
  branch: BranchView,
  index: number,
): SamplingPlace | null {
  const token = branch.tokens[index];
  if (token === undefined) return null;
  const { logprob, sampledProb } = token;
  return {
    settings: writerOf(branches, branch, index).settings,
    top: token.top.map((one) => one.logprob),
    drawn: sampledProb === null ? null : { logprob, probability: sampledProb },
  };
}

/** "T 0.7, top-p 0.9"; "greedy" at temperature 0, where the rest changes nothing. */
export function settingsWords({ temperature, topK, topP }: SamplingSettings): string {
  if (temperature <= 0) return 'greedy';
  const cuts = [topK > 0 ? `top-k ${topK}` : '', topP < 1 ? `top-p ${topP}` : ''];
  return [`T ${temperature}`, ...cuts.filter((cut) => cut !== '')].join(', ');
}

/** Why a sampling probability is "–". */
export const SAMPLING_UNKNOWN =
  'Not known here: it needs the sum over all tokens, which only a token that was drawn at this place could tell';
