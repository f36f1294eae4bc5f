/**
 * A GGUF file as far as it is known before a backend is chosen: header, hyper-parameters, tokenizer, facts. No weights
 * are read. Everything that can be refused early is refused here.
 */
import type { ByteSource } from './gguf/byte-source.ts';
import { hyperParameters } from './gguf/hyper-parameters.ts';
import { modelFacts } from './gguf/model-facts.ts';
import { parseGguf } from './gguf/parse.ts';
import type { GgufFile } from './gguf/parse.ts';
import { tokenizerFromGguf } from './gguf/tokenizer.ts';
import type { HyperParameters } from './graph/hyper-parameters.ts';
import { sha256 } from './sha256.ts';
import type { ModelFacts, Tokenizer } from './types.ts';

export interface OpenedModel {
  readonly file: GgufFile;
  readonly hp: HyperParameters;
  readonly tokenizer: Tokenizer;
  readonly facts: ModelFacts;
}
/** done and total in bytes. */
export interface OpenProgress {
  readonly stage: 'reading' | 'building' | 'starting';
  readonly done: number;
  readonly total: number | null;
}
export type OnProgress = (progress: OpenProgress) => void;

/** Rejects AppError 'not-gguf' | 'truncated-file' | 'malformed-file' | 'unsupported-…'. */
export async function openModel(source: ByteSource, onProgress?: OnProgress): Promise<OpenedModel> {
  const file = await parseGguf(source);
  const hp = await hyperParameters(file);
  const tokenizer = tokenizerFromGguf(file);
  const digest = await sha256(source, (done) => onProgress?.({ stage: 'reading', done, total: source.size }));
  return { file, hp, tokenizer, facts: modelFacts(file, digest) };
}
