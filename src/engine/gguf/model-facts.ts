/** What the user is told of a model, out of its GGUF file. Throws what hyper-parameters.ts and token-table.ts throw. */
import type { ModelFacts } from '#engine/types.ts';
import { readShape } from './hyper-parameters.ts';
import { optionalString } from './metadata.ts';
import type { GgufFile } from './parse.ts';
import { readTokenTable } from './token-table.ts';

/** `sha256`: of the whole file, hexadecimal. */
export function modelFacts(file: GgufFile, sha256: string): ModelFacts {
  const { metadata, source } = file;
  const shape = readShape(file);
  return {
    name: optionalString(metadata, 'general.name') ?? 'unnamed model',
    architecture: shape.architecture,
    sha256,
    bytes: source.size,
    parameters: [...file.tensors.values()].reduce((sum, tensor) => sum + tensor.elements, 0),
    layers: shape.layers,
    hiddenSize: shape.hidden,
    vocabSize: readTokenTable(metadata).texts.length,
    context: shape.context,
    quantisation: mainType(file),
    license: optionalString(metadata, 'general.license') ?? 'not stated',
  };
}

/** The type that holds the most weights. */
function mainType({ tensors }: GgufFile): string {
  const elements = new Map<string, number>();
  for (const tensor of tensors.values())
    elements.set(tensor.type, (elements.get(tensor.type) ?? 0) + tensor.elements);
  return [...elements].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'none';
}
