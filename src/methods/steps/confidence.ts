/** DeepConf's confidence of answers (scoring/group-confidence.ts), from the alternatives that they were sampled with. */
import { countsInAverages } from '#core/trace/branch-view.ts';
import type { TokenEvent } from '#core/trace/events.ts';
import { tokenConfidence } from '#scoring/group-confidence.ts';
import { int } from '../params.ts';

/** Of the text tokens that the model chose itself. */
export function confidencesOf(tokens: readonly TokenEvent[]): number[] {
  return tokens
    .filter((token) => countsInAverages(token) && token.top.length > 0)
    .map(({ top }) => tokenConfidence(top.map(({ logprob }) => logprob)));
}

/** The paper's 2,048 tokens are for long reasoning; answers here are of 50 to 500. */
export const windowParam = int(32, { min: 1, max: 4096, label: 'tokens of a group (w)' });
