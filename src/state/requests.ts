/** From a lever and a place in the trace to the RunRequest that says it. Pure; the page's only words to the runner. */
import type { TokenId } from '#core/ids.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import type { BranchReason, SamplingSettings, TraceProblem } from '#core/trace/events.ts';
import type { TokenQuery } from '#runner/find-tokens.ts';
import type { ContinueRequest, ForcedPiece, PTrueRequest, SampleRequest } from '#runner/request.ts';
import { ownTurnText } from '#tasks/planted-turns.ts';
import { turnMessages } from '#tasks/prompts.ts';

/** Alternatives kept for each token: what keys 1 to 9 can take, and one more. */
export const TOP_K = 10;
/** Most tokens one lever writes; Generate goes on from there. */
export const TOKEN_BUDGET = 400;
/** Temperature of a retake when greedy decoding would write the same again. */
export const RETAKE_TEMPERATURE = 1;

/** Most tokens that a search lists. */
const FOUND_LIMIT = 8;

/** How many answers Sample draws, by choice. */
export const SAMPLE_COUNTS = [4, 8, 16] as const;

export type Until = ContinueRequest['limit']['until'];
export interface Sampling {
  readonly settings: SamplingSettings;
  readonly seed: number;
}
/** "greedy", "T 0.7, seed 2". */
export function samplingWords({ settings: { temperature, topP, topK }, seed }: Sampling): string {
  if (temperature === 0) return 'greedy';
  const cut = `${topP < 1 ? `, top-p ${topP}` : ''}${topK > 0 ? `, top-k ${topK}` : ''}`;
  return `T ${temperature}${cut}, seed ${seed}`;
}
/** Where a new branch leaves its parent, and why. */
export interface Departure {
  readonly parent: BranchView;
  readonly at: number;
  readonly reason: BranchReason;
  readonly label: string;
  readonly forced: readonly ForcedPiece[];
  readonly sampling: Sampling;
}

/** Whose turn a planted error stands in. */
export type PlantTurn = 'own' | 'user';
export interface Plant {
  readonly turn: PlantTurn;
  readonly label: string;
  /** The solution up to and with the wrong line. */
  readonly lines: readonly string[];
  /** Written after them in the model's own turn; '' for nothing. */
  readonly marker?: string;
}

function common(problem: TraceProblem, until: Until, userTurn: string | null) {
  return {
    type: 'continue' as const,
    messages: turnMessages(problem.text, userTurn),
    limit: { until, tokens: until === 'token' ? 1 : TOKEN_BUDGET },
    topK: TOP_K,
  };
}

/** A first answer: a branch that keeps nothing. */
export function answerRequest(
  branch: number,
  problem: TraceProblem,
  until: Until,
  { settings, seed }: Sampling,
): ContinueRequest {
  const label = samplingWords({ settings, seed });
  return {
    ...common(problem, until, null),
    branch,
    open: { parent: null, at: 0, reason: 'answer', label, userTurn: null },
    kept: [],
    forced: [],
    settings,
    seed,
  };
}

/** Goes on at the end of a branch that has not ended, with the settings it was born with. */
export function goOnRequest(branch: BranchView, problem: TraceProblem, until: Until): ContinueRequest {
  return {
    ...common(problem, until, branch.userTurn),
    branch: branch.id,
    open: null,
    kept: idsBefore(branch, branch.length),
    forced: [],
    settings: branch.settings,
    seed: branch.seed,
  };
}

/** A branch that begins with a planted error: forced into the model's own turn, or told by the user. */
export function plantRequest(
  branch: number,
  problem: TraceProblem,
  { turn, label, lines, marker = '' }: Plant,
  { settings, seed }: Sampling,
): ContinueRequest {
  const userTurn = turn === 'user' ? lines.join('\n') : null;
  const forced: ForcedPiece[] = [{ kind: 'planted', content: ownTurnText(lines, false) }];
  if (marker !== '') forced.push({ kind: 'marker', content: marker });
  return {
    ...common(problem, 'end', userTurn),
    branch,
    open: { parent: null, at: 0, reason: 'plant', label, userTurn },
    kept: [],
    forced: turn === 'own' ? forced : [],
    settings,
    seed,
  };
}

/** N answers to the problem itself, as branches of their own. */
export function sampleRequest(
  firstBranch: number,
  problem: TraceProblem,
  count: number,
  { settings, seed }: Sampling,
): SampleRequest {
  return {
    type: 'sample',
    firstBranch,
    count,
    open: { parent: null, at: 0 },
    messages: turnMessages(problem.text, null),
    kept: [],
    settings,
    seed,
    tokens: TOKEN_BUDGET,
    topK: TOP_K,
  };
}

export function branchRequest(branch: number, problem: TraceProblem, from: Departure): ContinueRequest {
  return {
    ...common(problem, 'end', from.parent.userTurn),
    branch,
    open: {
      parent: from.parent.id,
      at: from.at,
      reason: from.reason,
      label: from.label,
      userTurn: from.parent.userTurn,
    },
    kept: idsBefore(from.parent, from.at),
    forced: from.forced,
    settings: from.sampling.settings,
    seed: from.sampling.seed,
  };
}

/** @param at answer tokens that stand: all of the text for the answer, a step's end for a step. */
export function ptrueRequest(
  branch: BranchView,
  problem: TraceProblem,
  answer: string,
  at = branch.textLength,
): PTrueRequest {
  return { type: 'ptrue', branch: branch.id, at, question: problem.text, answer };
}

/** Tokens whose text matches, at the place of token `index`. */
export function tokenQuery(
  branch: BranchView,
  problem: TraceProblem,
  index: number,
  text: string,
): TokenQuery {
  const messages = turnMessages(problem.text, branch.userTurn);
  return { messages, kept: idsBefore(branch, index), text, limit: FOUND_LIMIT };
}

/** Greedy would repeat itself from the same tokens, so a retake is sampled; every branch has a seed of its own. */
export function retakeSampling(temperature: number, seed: number, branch: number): Sampling {
  return { settings: sampling(temperature === 0 ? RETAKE_TEMPERATURE : temperature), seed: seed + branch };
}

export function sampling(temperature: number): SamplingSettings {
  return { temperature, topP: 1, topK: 0 };
}

function idsBefore(branch: BranchView, at: number): TokenId[] {
  return branch.tokens.slice(0, at).map((token) => token.id);
}
