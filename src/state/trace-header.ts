/** The header of a trace made on this page. Pure: the time is an argument. */
import { TRACE_VERSION } from '#core/trace/events.ts';
import type { TraceHeader, TraceProblem } from '#core/trace/events.ts';
import type { EngineInfo } from '#engine/types.ts';
import type { LinkSettings } from './url.ts';

export interface HeaderParts {
  readonly app: string;
  readonly info: EngineInfo;
  /** Of the model: its id in the catalog, or what its file calls it. */
  readonly model: string;
  readonly problem: TraceProblem;
  readonly link: Pick<LinkSettings, 'seed' | 'temperature'>;
  /** ISO 8601. */
  readonly now: string;
  /** The Play screen's own where it is not given. */
  readonly method?: TraceHeader['method'];
}

export function traceHeader({ app, info, model: id, problem, link, now, method }: HeaderParts): TraceHeader {
  const { backend, threads, precision, model } = info;
  return {
    version: TRACE_VERSION,
    app,
    engine: { backend, threads, precision },
    model: { id, sha256: model.sha256, vocabSize: model.vocabSize },
    problem,
    method: method ?? { id: 'play', args: { temperature: link.temperature } },
    seed: link.seed,
    createdAt: now,
  };
}
