/** What the page is given from outside: engine, models, name, clock, a recorded run, its link. */
import type { Trace } from '#core/trace/events.ts';
import type { OfferedModel } from '#engine/catalog.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import type { ModelStore } from '#storage/model-store.ts';
import type { Playback } from './replay.svelte.ts';
import type { WebLlmParts } from './web-llm-models.svelte.ts';
export interface PlayParts {
  /** Starts an engine; null where the page is shown without one. */
  readonly openHost: (() => RemoteHost) | null;
  readonly models: readonly OfferedModel[];
  /** Where models that are made here are kept; without it there are none. */
  readonly ownModels?: ModelStore;
  /** What web-llm offers; without it there is nothing. */
  readonly webLlm?: WebLlmParts;
  /** Program name and version for trace headers. */
  readonly app: string;
  /** The time as ISO 8601, for trace headers. */
  readonly now: () => string;
  /** A recorded run to show until something is made here. */
  readonly recorded: Trace | null;
  /** The clock of replays, and whether they may begin by themselves. */
  readonly playback: Playback;
  /** location.hash */
  readonly hash: string;
  /** location.search: the lesson, where there is one. */
  readonly search?: string;
}
