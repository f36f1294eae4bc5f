/** Which tensors a decoder must have, with which dimensions, and that it has no others: an ignored tensor is a wrong result. */
import { AppError } from '#core/app-error.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { GgufFile } from './parse.ts';
import { isReadable, READABLE_TYPES } from './tensor-types.ts';

type Shape = Omit<HyperParameters, 'ropeScaling'>;
type Expected = readonly (readonly [name: string, dims: readonly number[]])[];

/** Names and dimensions (GGUF order: input, output) of all required tensors. */
function expectedTensors(shape: Shape): Expected {
  const { hidden, vocab, layers, tied } = shape;
  const blocks = Array.from({ length: layers }, (_, layer) =>
    blockTensors(shape).map(([name, dims]) => [`blk.${layer}.${name}`, dims] as const),
  );
  return [
    ['token_embd.weight', [hidden, vocab]],
    ['output_norm.weight', [hidden]],
    ...(tied ? [] : [['output.weight', [hidden, vocab]] as const]),
    ...blocks.flat(),
  ];
}

function blockTensors({ hidden, heads, kvHeads, headSize, feedForward, qkvBias, qkNorm }: Shape): Expected {
  const q = heads * headSize;
  const kv = kvHeads * headSize;
  const biases: Expected = [
    ['attn_q.bias', [q]],
    ['attn_k.bias', [kv]],
    ['attn_v.bias', [kv]],
  ];
  const norms: Expected = [
    ['attn_q_norm.weight', [headSize]],
    ['attn_k_norm.weight', [headSize]],
  ];
  return [
    ['attn_norm.weight', [hidden]],
    ['attn_q.weight', [hidden, q]],
    ['attn_k.weight', [hidden, kv]],
    ['attn_v.weight', [hidden, kv]],
    ['attn_output.weight', [q, hidden]],
    ['ffn_norm.weight', [hidden]],
    ['ffn_gate.weight', [hidden, feedForward]],
    ['ffn_up.weight', [hidden, feedForward]],
    ['ffn_down.weight', [feedForward, hidden]],
    ...(qkvBias ? biases : []),
    ...(qkNorm ? norms : []),
  ];
}

/** Throws AppError 'malformed-file' | 'unsupported-tensor' | 'unsupported-architecture'. */
export function checkTensors(file: GgufFile, shape: Shape): void {
  checkParts(file, shape);
  checkTypes(file);
}

/** Throws AppError 'unsupported-tensor', which names every type that cannot be read. */
export function checkTypes({ tensors }: GgufFile): void {
  const unreadable = [...tensors.values()].filter(({ type }) => !isReadable(type));
  const [first] = unreadable;
  if (first === undefined) return;
  const types = [...new Set(unreadable.map(({ type }) => type))].slice(0, 8).join(', ');
  throw new AppError(
    'unsupported-tensor',
    `${unreadable.length} of ${tensors.size} tensors are stored as ${types}, which cannot be read; the first is “${first.name.slice(0, 80)}”. Choose a file that uses only ${READABLE_TYPES.join(', ')}.`,
    { tensor: first.name.slice(0, 80), type: first.type },
  );
}

/** Throws AppError 'malformed-file' | 'unsupported-architecture'. */
export function checkParts(file: GgufFile, shape: Shape): void {
  const expected = new Map(expectedTensors(shape));
  if (file.tensors.has('rope_freqs.weight')) expected.set('rope_freqs.weight', [shape.headSize / 2]);
  for (const [name, dims] of expected) checkTensor(file, name, dims);
  for (const name of file.tensors.keys()) {
    if (expected.has(name)) continue;
    throw new AppError(
      'unsupported-architecture',
      `This model has a part that cannot be run here: tensor “${name.slice(0, 80)}”. Choose a plain llama, qwen2 or qwen3 model.`,
      { tensor: name.slice(0, 80) },
    );
  }
}

function checkTensor(file: GgufFile, name: string, dims: readonly number[]): void {
  const found = file.tensors.get(name)?.dims.join(' × ');
  if (found === dims.join(' × ')) return;
  const problem = found === undefined ? 'is missing' : `is ${found} instead of ${dims.join(' × ')}`;
  throw new AppError(
    'malformed-file',
    `The model file does not fit its own description: tensor “${name}” ${problem}. Get the file again from its source, or choose another one.`,
    { tensor: name },
  );
}
