/** One lever pull, as data: what the page or the command line asks of the runner. */
import type { Next } from '#core/distribution.ts';
import type { Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { BranchReason, EndCause, ForcedKind, SamplingSettings, TokenEvent } from '#core/trace/events.ts';
import type { AutoPolicy } from '#scoring/policy/decide.ts';

export type RunRequest = ContinueRequest | SampleRequest | PTrueRequest | AutoRequest;

/** Opens a branch (or goes on with one), writes the forced pieces into the model's own turn, then generates. */
export interface ContinueRequest {
  readonly type: 'continue';
  readonly branch: number;
  /** Set when the branch is new; null goes on at the end of `branch`. */
  readonly open: {
    readonly parent: number | null;
    readonly at: number;
    readonly reason: BranchReason;
    readonly label: string;
    readonly userTurn: string | null;
  } | null;
  /** Rendered by the chat template; the assistant turn is left open. */
  readonly messages: readonly Message[];
  /** Answer tokens that stand already (kept of the parent, or all of the branch so far). */
  readonly kept: Tokens;
  readonly forced: readonly ForcedPiece[];
  readonly settings: SamplingSettings;
  readonly seed: number;
  /**
   * `until`: what is forced and nothing else, one token, one step, or the model's own end; `tokens` bounds what is generated
   * in any case.
   */
  readonly limit: { readonly until: 'forced' | 'token' | 'step' | 'end'; readonly tokens: number };
  /** Candidates kept for each token. */
  readonly topK: number;
}
export interface ForcedPiece {
  readonly kind: ForcedKind;
  /** Text to encode, or ready ids. */
  readonly content: string | Tokens;
}
/** Asks P(True) of an answer in a fresh conversation; nothing of the branch changes. */
export interface PTrueRequest {
  readonly type: 'ptrue';
  readonly branch: number;
  readonly at: number;
  readonly question: string;
  readonly answer: string;
}
/** N answers to one prompt, batched; sample k is branch `firstBranch` + k and has a seed of its own made from `seed`. */
export interface SampleRequest {
  readonly type: 'sample';
  readonly firstBranch: number;
  readonly count: number;
  readonly open: { readonly parent: number | null; readonly at: number };
  readonly messages: readonly Message[];
  /** Answer tokens that every sample starts with. */
  readonly kept: Tokens;
  readonly settings: SamplingSettings;
  readonly seed: number;
  /** Most tokens of one sample. */
  readonly tokens: number;
  readonly topK: number;
}
/**
 * A policy watches `branch`, whatever stands of it first and then what is written on, and makes branches from `nextBranch`
 * on. Of a retake only the step itself is sampled with `retake`; what follows is written with `settings`.
 */
export interface AutoRequest {
  readonly type: 'auto';
  readonly branch: number;
  /** Set when the run begins a first answer; null where `branch` stands. */
  readonly open: ContinueRequest['open'];
  readonly standing: { readonly tokens: readonly TokenEvent[]; readonly end: EndCause | null };
  readonly nextBranch: number;
  readonly messages: readonly Message[];
  /** The problem as P(True) asks it, and whether it is one of our generator. */
  readonly question: { readonly text: string; readonly generated: boolean };
  readonly userTurn: string | null;
  readonly settings: SamplingSettings;
  readonly retake: SamplingSettings;
  /** Branch b of the run is written with seed + b, `branch` with the seed itself. */
  readonly seed: number;
  readonly topK: number;
  readonly policy: AutoPolicy;
}
/** How a run ended; 'read' after P(True), which writes nothing to the branch. */
export interface RunOutcome {
  readonly cause: EndCause | 'read';
}
/** What a run is given besides its request: the only clock and the only stop. */
export interface RunContext {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, never falling. Always 0 where traces must be the same byte for byte. */
  readonly now: () => number;
  /** What an answer obeys besides its own limit. */
  readonly rules?: TokenRules | undefined;
}
/** How one token is drawn; `minP` as in engine/sampling/sample.ts. */
export interface Drawing extends SamplingSettings {
  readonly minP?: number;
}
/** A budget that several answers share, and what its caller decides as the answer grows. */
export interface TokenRules {
  /** Asked before each token; false: the budget is spent. */
  take(): boolean;
  /** What was taken was not written. */
  release(): void;
  /** Asked after each token: whether it was the last. */
  stopsAfter(token: TokenEvent): boolean;
  /** Asked before each token of a sampled answer, instead of the request's settings; null: none is drawn, the answer stops. */
  drawing?: ((next: Next) => Drawing | null) | undefined;
  /** Greedy answers only: guesses of what comes next, verified together in one pass. The answer does not depend on them. */
  draft?: ((sequence: Tokens) => Tokens) | undefined;
}
