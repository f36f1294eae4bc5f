/**
 * The trace: one append-only list of tagged events, versioned from day one. Page, store, exporter and command line
 * are readers of it. Branch b of a trace holds: the parent's tokens before `at`, then its own.
 * Token indices count the answer's tokens from 0; the prompt is in the header's problem and is not an answer token.
 */
import type { Execution } from '../execution.ts';
import type { TokenId } from '../ids.ts';
import type { Message } from '../messages.ts';

export const TRACE_VERSION = 3;
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface TraceHeader {
  readonly version: typeof TRACE_VERSION;
  readonly app: string;
  readonly engine: { readonly backend: string; readonly threads: number; readonly precision: string };
  readonly model: { readonly id: string; readonly sha256: string; readonly vocabSize: number };
  readonly problem: TraceProblem;
  /** Method and its arguments, so that the trace can be run again. */
  readonly method: { readonly id: string; readonly args: { readonly [key: string]: Json } };
  readonly seed: number;
  /** ISO 8601, or null in a reproducible trace. */
  readonly createdAt: string | null;
}
export interface TraceProblem {
  readonly text: string;
  /** Set when the problem came from our generator: the checker rebuilds everything from it. */
  readonly generated: { readonly family: string; readonly seed: number; readonly difficulty: number } | null;
}

export interface TokenEvent {
  readonly id: TokenId;
  /** Bytes of the token, Latin-1 in a string of one char per byte: joined bytes make UTF-8. */
  readonly bytes: string;
  readonly logprob: number;
  readonly rank: number;
  readonly entropy: number;
  readonly varentropy: number;
  readonly margin: number;
  readonly selfCertainty: number;
  /** Probability after temperature, top-k and top-p, or null for forced tokens. */
  readonly sampledProb: number | null;
  /** Injected, planted, edited or chosen by hand: shown, but left out of every average. */
  readonly forced: ForcedKind | null;
  readonly special: boolean;
  readonly top: readonly { readonly id: TokenId; readonly logprob: number; readonly bytes: string }[];
}
export type ForcedKind = 'marker' | 'planted' | 'edited' | 'chosen';

export interface SamplingSettings {
  /** 0 is greedy. */
  readonly temperature: number;
  readonly topP: number;
  /** 0 is off. */
  readonly topK: number;
}
export type BranchReason = 'answer' | 'wait' | 'backtrack' | 'fork' | 'edit' | 'plant' | 'sample';
export type EndCause = 'stop-token' | 'budget' | 'step-end' | 'aborted' | 'context-full' | 'error';

export type TraceEvent =
  | {
      readonly type: 'branch';
      readonly branch: number;
      readonly parent: number | null;
      /** Tokens kept of the parent. */
      readonly at: number;
      readonly reason: BranchReason;
      /** What was done, for people: "Wait," after step 1; backtracked to step 2: least certain, 3.1. */
      readonly label: string;
      readonly settings: SamplingSettings;
      readonly seed: number;
      readonly time: number;
      /** The wrong step written into the user's turn instead of the model's own; null otherwise. */
      readonly userTurn: string | null;
    }
  | {
      readonly type: 'tokens';
      readonly branch: number;
      readonly at: number;
      readonly tokens: readonly TokenEvent[];
      readonly time: number;
    }
  | {
      readonly type: 'end';
      readonly branch: number;
      readonly cause: EndCause;
      readonly time: number;
      readonly error: string | null;
      readonly cost: TraceCost;
    }
  | {
      readonly type: 'ptrue';
      readonly branch: number;
      readonly at: number;
      readonly reading: PTrueReading;
      readonly time: number;
    }
  | {
      /** What the reader made of a branch; the last one stands. */
      readonly type: 'note';
      readonly branch: number;
      /** Null: it goes by its label. */
      readonly name: string | null;
      readonly pinned: boolean;
      /** Out of sight, with all that came from it; nothing is removed. */
      readonly pruned: boolean;
      readonly time: number;
    }
  | {
      /** Why a policy went on, went back or stopped. */
      readonly type: 'decision';
      readonly branch: number;
      /** Answer tokens that stood when it decided. */
      readonly at: number;
      readonly signal: PolicySignal;
      /** What was measured, in the signal's unit; null where nothing could be. */
      readonly value: number | null;
      readonly threshold: number;
      readonly action: PolicyAction;
      /** For people. */
      readonly why: string;
      readonly time: number;
    }
  | {
      /** Right after its `branch`: it goes on from these messages and not from the header's problem. */
      readonly type: 'prompt';
      readonly branch: number;
      readonly messages: readonly Message[];
      readonly time: number;
    }
  | {
      /** A method was told by the reference answer: whatever comes of it is an *oracle*'s result. */
      readonly type: 'check';
      readonly branch: number;
      /** Answer tokens that were checked. */
      readonly at: number;
      /** For people: "right", "wrong", "first wrong: Step 2: …". */
      readonly said: string;
      readonly time: number;
    }
  | {
      /** A program that the model wrote was run, and what came of it. */
      readonly type: 'program';
      readonly branch: number;
      /** Answer tokens of the branch that it was run for. */
      readonly at: number;
      /** As it was run. */
      readonly program: string;
      readonly execution: Execution;
      readonly time: number;
    }
  | {
      /**
       * What a model gave to the labels that it was to go on with, before they were renormalised: what is missing from 1 went
       * to text that does not follow the form.
       */
      readonly type: 'labels';
      /** Whose answer was read, or was judged. */
      readonly branch: number;
      /** Answer tokens that stood where it was read, or that were judged. */
      readonly at: number;
      readonly labels: readonly LabelMass[];
      readonly time: number;
    }
  | {
      /** A part of a method begins: what comes up to its `close` belongs to it. Spans nest. */
      readonly type: 'span';
      readonly name: string;
      readonly time: number;
    }
  | { readonly type: 'close'; readonly time: number }
  | {
      /** What a method came to; its last event. */
      readonly type: 'result';
      readonly candidates: readonly TraceCandidate[];
      /** Index into `candidates`; null when there is nothing to choose. */
      readonly chosen: number | null;
      /** For people. */
      readonly reason: string;
      readonly time: number;
    };

export interface TraceCandidate {
  readonly branch: number;
  /** Normalised final answer; null when none is stated. */
  readonly answer: string | null;
  /** What the method ranks by, higher is surer; null when it does not rank. */
  readonly score: number | null;
}

/** Mean self-certainty of a step (nats), its highest token entropy (nats), or P(True) of the answer. */
export type PolicySignal = 'certainty' | 'entropy' | 'ptrue';
export type PolicyAction = 'accept' | 'backtrack' | 'inject' | 'stop';

export interface TraceCost {
  readonly generated: number;
  readonly forced: number;
  readonly computed: number;
  readonly reused: number;
  readonly milliseconds: number;
}

/** P(True) of an answer in both option orders (arXiv 2207.05221 §3; methods.md 2.2). */
export interface PTrueReading {
  readonly question: string;
  readonly answer: string;
  /** Mean of the two orders. */
  readonly pTrue: number;
  readonly trueFirst: PTrueOrder;
  readonly falseFirst: PTrueOrder;
}
export interface PTrueOrder {
  /** p(True) / (p(True) + p(False)). */
  readonly pTrue: number;
  /** p(True) + p(False) before normalising: how far the model follows the format. */
  readonly mass: number;
}

/** A label, such as "Yes", and its share of the raw distribution, [0, 1]; of several ways to write it the sum. */
export interface LabelMass {
  readonly label: string;
  readonly mass: number;
}

export interface Trace {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
}
