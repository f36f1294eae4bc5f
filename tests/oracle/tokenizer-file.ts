/** Metadata of a tokenizer as GGUF files carry it, for tests. */
import type { GgufFile } from '#engine/gguf/parse.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { parseGguf } from '#engine/gguf/parse.ts';
import type { MetadataValue } from '#engine/gguf/metadata.ts';
import { writeGguf } from '#engine/gguf/write.ts';

export interface TokenizerData {
  readonly model: string;
  readonly pre?: string;
  readonly tokens: readonly string[];
  readonly types: readonly number[];
  readonly merges?: readonly string[];
  readonly scores?: readonly number[];
}

/** Written and parsed again, so that the tokenizer comes out of a real file. */
export function tokenizerFile(
  data: TokenizerData,
  more: readonly (readonly [string, MetadataValue])[] = [],
): Promise<GgufFile> {
  const strings = (value: readonly string[]): MetadataValue => ({ type: 'array', of: 'string', value });
  const metadata: (readonly [string, MetadataValue])[] = [
    ['tokenizer.ggml.model', { type: 'string', value: data.model }],
    ['tokenizer.ggml.tokens', strings(data.tokens)],
    ['tokenizer.ggml.token_type', { type: 'array', of: 'i32', value: Int32Array.from(data.types) }],
    ...more,
  ];
  if (data.pre !== undefined) metadata.push(['tokenizer.ggml.pre', { type: 'string', value: data.pre }]);
  if (data.merges) metadata.push(['tokenizer.ggml.merges', strings(data.merges)]);
  if (data.scores)
    metadata.push([
      'tokenizer.ggml.scores',
      { type: 'array', of: 'f32', value: Float32Array.from(data.scores) },
    ]);
  return parseGguf(fromBytes(writeGguf({ metadata, tensors: [] })));
}
