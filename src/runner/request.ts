/** One lever pull, as data: what the page or the command line asks of the runner. */
import type { Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { BranchReason, EndCause, ForcedKind, SamplingSettings } from '#core/trace/events.ts';

export type RunRequest = ContinueRequest | PTrueRequest;

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
  /** `until`: one token, one step, or the model's own end; `tokens` bounds what is generated in any case. */
  readonly limit: { readonly until: 'token' | 'step' | 'end'; readonly tokens: number };
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
export interface RunOutcome {
  readonly cause: EndCause;
}
