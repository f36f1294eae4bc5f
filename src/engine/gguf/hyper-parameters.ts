/**
 * The facts of a decoder out of GGUF metadata and tensor shapes, for the architectures llama, qwen2 and qwen3. Everything the
 * graph needs is checked here, before a weight is loaded; whatever would be computed wrongly is refused.
 * Rows of q and k in `llama` files are permuted (ggml's interleaved rotary order); undoing that is the loader's task.
 */
import { AppError } from '#core/app-error.ts';
import type { Architecture, HyperParameters, RopeScaling } from '#engine/graph/hyper-parameters.ts';
import { checkTensors } from './expected-tensors.ts';
import {
  malformedMetadata,
  optionalCount,
  optionalNumber,
  optionalString,
  optionalStrings,
  requiredCount,
  requiredString,
  type Metadata,
} from './metadata.ts';
import type { GgufFile } from './parse.ts';
import { readTensor } from './read-tensor.ts';

const ARCHITECTURES: readonly Architecture[] = ['llama', 'qwen2', 'qwen3'];
const MOST_LAYERS = 1024;
const MOST_WIDTH = 1 << 20;

/** Rejects AppError 'unsupported-architecture' | 'unsupported-tensor' | 'malformed-file' | 'truncated-file'. */
export async function hyperParameters(file: GgufFile): Promise<HyperParameters> {
  const shape = readShape(file);
  const parameters = { ...shape, ...readTraits(file, shape.architecture) };
  checkTensors(file, parameters);
  checkVocabulary(file, shape.vocab);
  return { ...parameters, ropeScaling: await readRopeScaling(file, shape.architecture, shape.headSize) };
}

function readArchitecture(metadata: Metadata): Architecture {
  const name = requiredString(metadata, 'general.architecture');
  const known = ARCHITECTURES.find((candidate) => candidate === name);
  if (known) return known;
  throw unsupported(
    `This model has the architecture “${name.slice(0, 40)}”, which cannot be run here. Choose a model of the kind ${ARCHITECTURES.join(', ')}.`,
    { architecture: name.slice(0, 40) },
  );
}

type Shape = Pick<
  HyperParameters,
  | 'architecture'
  | 'layers'
  | 'hidden'
  | 'heads'
  | 'kvHeads'
  | 'headSize'
  | 'feedForward'
  | 'vocab'
  | 'context'
  | 'normEpsilon'
  | 'ropeTheta'
>;

/** What metadata alone say, before the tensors are checked against it. */
export function readShape({ metadata, tensors }: GgufFile): Shape {
  const architecture = readArchitecture(metadata);
  const key = (name: string): string => `${architecture}.${name}`;
  const width = (name: string): number => requiredCount(metadata, key(name), 1, MOST_WIDTH);
  const hidden = width('embedding_length');
  const heads = width('attention.head_count');
  const headSize = optionalCount(metadata, key('attention.key_length'), 1, MOST_WIDTH) ?? hidden / heads;
  const kvHeads = optionalCount(metadata, key('attention.head_count_kv'), 1, heads) ?? heads;
  if (headSize % 2 !== 0 || heads % kvHeads !== 0) {
    throw malformedMetadata(
      `${hidden} dimensions, ${heads} heads of ${headSize} and ${kvHeads} key/value heads do not fit together.`,
      key('attention.head_count'),
    );
  }
  checkRotation(metadata, architecture, headSize);
  return {
    architecture,
    layers: requiredCount(metadata, key('block_count'), 1, MOST_LAYERS),
    hidden,
    heads,
    kvHeads,
    headSize,
    feedForward: width('feed_forward_length'),
    vocab: tensors.get('token_embd.weight')?.dims[1] ?? 0,
    context: requiredCount(metadata, key('context_length'), 1, 1 << 30),
    normEpsilon: positive(metadata, key('attention.layer_norm_rms_epsilon')) ?? 1e-5,
    ropeTheta: positive(metadata, key('rope.freq_base')) ?? 10_000,
  };
}

export function checkVocabulary({ metadata }: GgufFile, rows: number): void {
  const key = 'tokenizer.ggml.tokens';
  const tokens = optionalStrings(metadata, key)?.length ?? 0;
  if (tokens > rows) throw malformedMetadata(`${tokens} tokens have only ${rows} embeddings.`, key);
}

function positive(metadata: Metadata, key: string): number | null {
  const value = optionalNumber(metadata, key);
  if (value === null || (value > 0 && Number.isFinite(value))) return value;
  throw malformedMetadata(`“${key}” is ${value}, which is not a positive number.`, key);
}

/** Variants of these architectures whose results would be wrong without a word. */
function checkRotation(metadata: Metadata, architecture: Architecture, headSize: number): void {
  const variants: string[] = [];
  for (const name of ['rope.dimension_count', 'attention.value_length']) {
    const value = optionalNumber(metadata, `${architecture}.${name}`);
    if (value !== null && value !== headSize) variants.push(`${name} ${value} beside heads of ${headSize}`);
  }
  for (const name of ['expert_count', 'attention.sliding_window']) {
    const value = optionalNumber(metadata, `${architecture}.${name}`);
    if (value !== null && value !== 0) variants.push(`${name} ${value}`);
  }
  if (variants.length > 0) throw unsupportedVariant(variants.join(', '));
}

/** Says nothing of the tensors: see expected-tensors.ts. */
export function readTraits(
  { tensors }: GgufFile,
  architecture: Architecture,
): Pick<HyperParameters, 'tied' | 'qkvBias' | 'qkNorm'> {
  return {
    tied: !tensors.has('output.weight'),
    qkvBias: architecture === 'qwen2' || tensors.has('blk.0.attn_q.bias'),
    qkNorm: architecture === 'qwen3',
  };
}

async function readRopeScaling(
  file: GgufFile,
  architecture: Architecture,
  headSize: number,
): Promise<RopeScaling | null> {
  if (file.tensors.has('rope_freqs.weight')) return { factors: await readTensor(file, 'rope_freqs.weight') };
  const factor = linearRopeFactor(file, architecture);
  return factor === null ? null : { factors: new Float32Array(headSize / 2).fill(factor) };
}

/** Null where nothing is scaled by a factor. Throws AppError 'unsupported-architecture' for other kinds of scaling. */
export function linearRopeFactor({ metadata, tensors }: GgufFile, architecture: string): number | null {
  if (tensors.has('rope_freqs.weight')) return null;
  const kind = optionalString(metadata, `${architecture}.rope.scaling.type`) ?? 'none';
  if (kind === 'none') return null;
  const factor = positive(metadata, `${architecture}.rope.scaling.factor`);
  if (kind === 'linear' && factor !== null) return factor;
  throw unsupportedVariant(`rope scaling “${kind.slice(0, 40)}”`);
}

function unsupportedVariant(what: string): AppError {
  return unsupported(
    `This model uses a variant of its architecture that cannot be run here: ${what}. Choose a model without it.`,
    { variant: what },
  );
}

function unsupported(message: string, facts: Readonly<Record<string, string>>): AppError {
  return new AppError('unsupported-architecture', message, facts);
}
