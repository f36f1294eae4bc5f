/**
 * Majority vote (self-consistency): every sample with an answer has one vote.
 * Source: Wang et al., arXiv 2203.11171; methods.md 1.3. Weight = number of samples; scores play no part.
 */
import { tallyVotes, type Vote, type VotingSample } from './vote.ts';

export function majorityVote(samples: readonly VotingSample[]): Vote {
  return tallyVotes(samples, (indices) => indices.length);
}
