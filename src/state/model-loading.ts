/** The model as a page has it: offered, on its way, loaded, and how a load ended. */
import type { ModelReport } from '#engine/model-report.ts';
import type { EngineInfo } from '#engine/types.ts';
import type { LoadProgress, ModelSource, RemoteHost } from '#rpc/protocol.ts';

export type { LoadProgress, ModelReport };
export type { ModelCard, OfferedModel } from '#engine/catalog.ts';

/** A model of the catalog, as the picker shows it. */
export interface ModelChoice {
  readonly id: string;
  readonly name: string;
  /** What it is, in a line. */
  readonly about: string;
  /** Null when unknown. */
  readonly bytes: number | null;
  readonly license: string;
  /** Its file comes with the page or is kept by it; others are opened from disk. */
  readonly organism: boolean;
}
export interface Loaded {
  readonly name: string;
  readonly source: ModelSource;
  readonly info: EngineInfo;
  readonly host: RemoteHost;
}
export interface Loading {
  readonly name: string;
  readonly source: ModelSource;
  readonly host: RemoteHost;
  readonly progress: LoadProgress | null;
  /** Of what `progress` tells; null while nobody can know. */
  readonly secondsLeft: number | null;
}
/** A file from disk that waits for the user's word. */
export interface Offer {
  readonly file: File;
  readonly host: RemoteHost;
  /** Null while its header is being read. */
  readonly report: ModelReport | null;
}
/** What runs a GGUF model: the best that this machine has, or web-llm, which nobody takes by itself. */
export type EngineChoice = 'auto' | 'webllm';
/** What became of a load: another one may have taken its place, or the user called it off. */
export type LoadEnd = 'ready' | 'failed' | 'left';
