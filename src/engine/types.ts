/**
 * The engine as its callers see it: stateless questions about immutable token sequences (ARCHITECTURE.md §4).
 * Statistics are of the raw logits (temperature 1, before any mask or penalty) over the tokenizer's real vocabulary.
 */
import type { Message } from '#core/messages.ts';
import type { TokenId, Tokens } from '#core/ids.ts';

/** Reductions of one row of raw logits z over V tokens; natural logarithms throughout. */
export interface Reductions {
  /** log Σ exp z. */
  readonly lse: number;
  readonly max: number;
  /** (1/V) Σ z. */
  readonly meanLogit: number;
  /** −Σ p log p, nats. */
  readonly entropy: number;
  /** Σ p (log p + H)², nats². */
  readonly varentropy: number;
  /** Σ p² (Gini measure of methods 1.2). */
  readonly sumSquares: number;
  /** p of the first minus p of the second token. */
  readonly margin: number;
  /** KL(U ‖ p) = lse − meanLogit − log V, nats. */
  readonly selfCertainty: number;
}
export interface Candidate {
  readonly id: TokenId;
  readonly logprob: number;
}
/** Distribution after a sequence. `top` is in falling order of probability, ties by smaller id. */
export interface Next extends Reductions {
  readonly top: readonly Candidate[];
  /** Raw logits over the real vocabulary, length V; present when Want.logits. */
  readonly logits?: Float32Array;
  /** Hidden states, [layers + 1, hidden]; present when Want.hidden. */
  readonly hidden?: Float32Array;
}
/** Statistics of one given token under the distribution before it. */
export interface TokenStats extends Next {
  readonly id: TokenId;
  readonly logprob: number;
  /** 1 = most likely; ties broken by smaller id. */
  readonly rank: number;
}
export interface Want {
  /** How many candidates `top` holds, 0 to 64. */
  readonly topK?: number;
  readonly logits?: boolean;
  readonly hidden?: boolean;
}

export type BackendId = 'onnx-wasm' | 'onnx-webgpu' | 'onnx-node' | 'scripted';
export interface EngineInfo {
  readonly backend: BackendId;
  /** Why this backend was chosen, for the user. */
  readonly reason: string;
  readonly threads: number;
  readonly precision: string;
  readonly model: ModelFacts;
}
export interface ModelFacts {
  readonly name: string;
  readonly architecture: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly parameters: number;
  readonly layers: number;
  readonly hiddenSize: number;
  /** Real vocabulary V: padded rows cut off. */
  readonly vocabSize: number;
  /** Longest sequence in tokens. */
  readonly context: number;
  readonly quantisation: string;
  readonly license: string;
}
export interface MemoryReport {
  readonly weightBytes: number;
  readonly cacheBytes: number;
  readonly cachedTokens: number;
}
/** Counts since creation; the difference of two reports is the cost of what lay between. */
export interface CostReport {
  /** Tokens run through the model, of any kind. */
  readonly computedTokens: number;
  /** Tokens whose key/value rows came from the cache. */
  readonly reusedTokens: number;
  readonly passes: number;
}

export interface Tokenizer {
  readonly vocabSize: number;
  readonly bos: TokenId | null;
  /** End-of-turn and end-of-text ids: generation stops at any of them. */
  readonly stop: ReadonlySet<TokenId>;
  /** No special tokens are added; special tokens written in `text` are recognised only with `special`. */
  encode(text: string, options?: { special?: boolean }): TokenId[];
  decode(ids: Tokens): string;
  /** Raw bytes of one token; special tokens give the bytes of their text. */
  bytes(id: TokenId): Uint8Array;
  isSpecial(id: TokenId): boolean;
  /** Messages to ids, by the file's own template; ends where the assistant goes on writing. `continueFinal` leaves a last assistant message open. */
  chat(messages: readonly Message[], options?: { continueFinal?: boolean }): TokenId[];
}

export interface Engine {
  readonly info: EngineInfo;
  readonly tokenizer: Tokenizer;
  /** Distribution after each sequence (each non-empty). Any number of sequences: the scheduler batches them. Rejects AppError 'aborted' | 'context-full' | 'bad-input'. */
  next(sequences: readonly Tokens[], want?: Want, signal?: AbortSignal): Promise<readonly Next[]>;
  /** Teacher-forced: statistics of tokens[from..] given what precedes them (from ≥ 1), one pass. */
  score(tokens: Tokens, from: number, want?: Want, signal?: AbortSignal): Promise<readonly TokenStats[]>;
  memory(): MemoryReport;
  cost(): CostReport;
  dispose(): Promise<void>;
}
