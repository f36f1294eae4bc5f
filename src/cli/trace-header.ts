/** The head of a trace that the command line makes. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TRACE_VERSION } from '#core/trace/events.ts';
import type { TraceHeader } from '#core/trace/events.ts';
import { PROJECT } from './model-files.ts';
import type { OpenModel } from './open-node-engine.ts';

/** No time of creation: the same command gives the same bytes. */
export function traceHeader(
  { model, engine }: OpenModel,
  run: Pick<TraceHeader, 'problem' | 'method' | 'seed'>,
): TraceHeader {
  const { backend, threads, precision, model: facts } = engine.info;
  return {
    version: TRACE_VERSION,
    app: appVersion(),
    engine: { backend, threads, precision },
    model: { id: model.card?.id ?? basename(model.path), sha256: facts.sha256, vocabSize: facts.vocabSize },
    ...run,
    createdAt: null,
  };
}

function appVersion(): string {
  const { name, version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Record<
    'name' | 'version',
    string
  >;
  return `${name} ${version}`;
}
