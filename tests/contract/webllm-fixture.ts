/** The shipped organisms on web-llm, in a browser whose WebGPU is a software renderer. */
import { openWebLlmBackend } from '#engine/backends/webllm/open-webllm-backend.ts';
import { createEngine } from '#engine/engine.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openModel } from '#engine/open-model.ts';
import type { OpenedModel } from '#engine/open-model.ts';
import type { Engine } from '#engine/types.ts';
import type { CacheSize } from './contract-subject.ts';

export const FOLDER = '/models/organisms/mlc/';
/** SwiftShader's transcendental functions, over all layers. */
export const TOLERANCE = 1e-2;

const FILES = import.meta.glob<string>('../../models/organisms/*.gguf', {
  query: '?url',
  import: 'default',
  eager: true,
});

export async function openOrganism(name: 'wait' | 'clean'): Promise<OpenedModel> {
  const url = FILES[`../../models/organisms/${name}.gguf`];
  if (url === undefined) throw new Error(`models/organisms/${name}.gguf is absent.`);
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  return openModel(fromBytes(bytes));
}

export interface WebLlmOpening extends CacheSize {
  readonly declaredOnly?: boolean;
  readonly context?: number;
}
export async function openWebLlm(
  model: OpenedModel,
  { cacheBytes = 64 << 20, context = 8192, answerBytes, declaredOnly }: WebLlmOpening = {},
): Promise<Engine> {
  const backend = await openWebLlmBackend(model, {
    ...{ reason: 'web-llm, as chosen,', cacheBytes, context, folder: FOLDER },
    ...(declaredOnly === undefined ? {} : { declaredOnly }),
  });
  return createEngine({ backend, ...model, ...(answerBytes === undefined ? {} : { answerBytes }) });
}
