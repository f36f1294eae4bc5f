/**
 * The engine as its callers see it: stateless questions about immutable token sequences (ARCHITECTURE.md §4).
 * Statistics are of the raw logits (temperature 1, before any mask or penalty) over the tokenizer's real vocabulary.
 */
import type { Capability } from '#core/capability.ts';
import type { Message } from '#core/messages.ts';
import type { Next, TokenStats, Want } from '#core/distribution.ts';
import type { TokenId, Tokens } from '#core/ids.ts';

export type { Next, TokenStats, Want } from '#core/distribution.ts';

export type BackendId = 'onnx-wasm' | 'onnx-webgpu' | 'onnx-node' | 'webllm' | 'scripted';
export interface EngineInfo {
  readonly backend: BackendId;
  /** Why this backend was chosen, for the user. */
  readonly reason: string;
  readonly threads: number;
  readonly precision: string;
  /** Absent: nothing. */
  readonly lacks?: readonly Capability[];
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
