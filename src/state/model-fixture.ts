/** Models for unit tests of the page. */
import type { CheckpointCard, ModelCard, OfferedModel } from '#engine/catalog.ts';

/** @param sha256 of its file, which no test reads */
export function card(id: string, sha256: string): ModelCard {
  return {
    id,
    name: id,
    about: 'test',
    organism: true,
    file: `models/${id}.gguf`,
    bytes: 1,
    sha256,
    license: 'Apache-2.0',
    architecture: 'llama',
    parameters: 1,
    quantisation: 'F16',
    wheel: null,
    source: 'made up',
    trained: null,
    checkpoints: [],
  };
}
/** @param steps at which its training was kept */
export function offered(id: string, steps: readonly number[] = []): OfferedModel {
  const stages = steps.map((step): CheckpointCard => ({
    ...card(`${id}-${step}`, `${id} at ${step}`),
    name: `${id} after ${step} steps`,
    trained: { step, tokens: 1000 * step },
  }));
  return { ...card(id, `${id} at last`), stages };
}
