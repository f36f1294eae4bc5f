/**
 * What a backend offers below the engine: rows of statistics for token sequences, with whatever key/value cache it
 * keeps. The engine (engine.ts) above it validates, batches, chunks long prompts and checks for abort between chunks;
 * correctness never depends on what `cachedLength` says.
 */
import type { Capability } from '#core/capability.ts';
import type { TokenId, Tokens } from '#core/ids.ts';
import type { BackendId, MemoryReport, Next, Want } from './types.ts';

/** Rows wanted: the distributions after tokens[0..i] for i = from .. tokens.length − 1. */
export interface RowRequest {
  readonly tokens: Tokens;
  /** tokens.length − 1 asks for the last row only; tokens.length for none (prefill of a chunk). */
  readonly from: number;
  /** For row i: also the logprob and rank of targets[i − from]. */
  readonly targets?: Tokens;
}
export interface Row extends Next {
  readonly target?: { readonly id: TokenId; readonly logprob: number; readonly rank: number };
}
export interface DecoderBackend {
  readonly id: BackendId;
  readonly reason: string;
  readonly threads: number;
  readonly precision: string;
  /** Absent: nothing. */
  readonly lacks?: readonly Capability[];
  /** Longest sequence in tokens. */
  readonly context: number;
  /** Most new tokens the engine asks for at once, unless rows it counted on were dropped: longer requests are split inside. */
  readonly chunk: number;
  readonly maxBatch: number;
  /** Length of the longest prefix of `tokens` whose key/value rows are kept. */
  cachedLength(tokens: Tokens): number;
  /** Calls never overlap: the scheduler sees to it. Keeps key/value rows of every request at least until the next call. */
  run(requests: readonly RowRequest[], want: Want): Promise<readonly (readonly Row[])[]>;
  memory(): MemoryReport;
  dispose(): Promise<void>;
}
