/**
 * An organism's GGUF file → what the trainer goes on from: the inverse of export-gguf.ts. Weights of any readable type
 * become float32 (exact for F32 and F16); moments of the optimiser are not in the file. Whatever training would change
 * silently, because the training graph or the export cannot express it, is refused.
 */
import { AppError } from '#core/app-error.ts';
import type { ByteSource } from '#engine/gguf/byte-source.ts';
import { hyperParameters } from '#engine/gguf/hyper-parameters.ts';
import { optionalString, requiredCount, requiredString } from '#engine/gguf/metadata.ts';
import type { Metadata } from '#engine/gguf/metadata.ts';
import { parseGguf } from '#engine/gguf/parse.ts';
import type { GgufFile } from '#engine/gguf/parse.ts';
import { readTensor } from '#engine/gguf/read-tensor.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { Provenance } from './export-gguf.ts';
import { layoutOf } from './parameters.ts';
import type { FlatParameters } from './parameters.ts';
import { fromFileOrder } from './rotary-order.ts';
import { readFileTokenizer } from './tokenizer-in-file.ts';
import type { TokenizerFile } from './tokenizer-format.ts';

/** Everything that `exportGguf` takes. */
export interface ImportedOrganism {
  readonly model: HyperParameters;
  readonly parameters: FlatParameters;
  readonly tokenizer: TokenizerFile;
  readonly provenance: Provenance;
}
const MOST = Number.MAX_SAFE_INTEGER;

/**
 * Rejects AppError 'bad-input' for a model that is no organism, 'unsupported-architecture' | 'unsupported-tokenizer' for
 * one that the training graph or the export cannot express, and what the reader of the file rejects.
 */
export async function importGguf(source: ByteSource): Promise<ImportedOrganism> {
  const file = await parseGguf(source);
  const provenance = readProvenance(file.metadata);
  const model = await hyperParameters(file);
  requireTrainable(model);
  const tokenizer = readFileTokenizer(file.metadata);
  if (tokenizer.tokens.length !== model.vocab)
    throw untrainable(`${model.vocab} embeddings for ${tokenizer.tokens.length} tokens`);
  return { model, parameters: await readParameters(file, model), tokenizer, provenance };
}

function readProvenance(metadata: Metadata): Provenance {
  const mix = optionalString(metadata, 'second_thought.mix');
  if (mix === null)
    throw new AppError(
      'bad-input',
      'This model is not one of the organisms, and only those can be trained here. Choose organism-wait or a model that was made from an organism.',
      { name: optionalString(metadata, 'general.name')?.slice(0, 80) ?? null },
    );
  const count = (name: string) => requiredCount(metadata, `second_thought.${name}`, 0, MOST);
  return {
    name: requiredString(metadata, 'general.name'),
    license: requiredString(metadata, 'general.license'),
    mix,
    seed: count('seed'),
    step: count('steps'),
    tokens: count('tokens'),
  };
}

function requireTrainable(model: HyperParameters): void {
  const { architecture, tied, qkvBias, qkNorm, ropeScaling } = model;
  if (architecture !== 'llama') throw untrainable(`architecture ${architecture}`);
  if (!tied) throw untrainable('an output matrix of its own');
  if (qkvBias || qkNorm) throw untrainable('biases or norms on q, k and v');
  if (ropeScaling) throw untrainable('scaled rotary positions');
}

function untrainable(what: string): AppError {
  return new AppError(
    'unsupported-architecture',
    `This model cannot be trained here: it has ${what}. Choose one of the organisms.`,
    { what },
  );
}

async function readParameters(file: GgufFile, model: HyperParameters): Promise<FlatParameters> {
  const { slots, sizes } = layoutOf(model);
  const flat = { matrices: new Float32Array(sizes.matrices), vectors: new Float32Array(sizes.vectors) };
  for (const slot of slots) {
    const data = await readTensor(file, slot.name);
    flat[slot.family].set(fromFileOrder(slot, data, model.headSize), slot.offset);
  }
  return flat;
}
