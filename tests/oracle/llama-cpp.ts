/// <reference types="vite/client" />
/** llama.cpp in the browser (wllama), as an outside reader of the GGUF files that we write and run. */
import { Wllama } from '@wllama/wllama/esm/index.js';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';

const ignore = (): void => {};
const SILENT = { debug: ignore, log: ignore, warn: ignore, error: console.error };

export interface LlamaCppOptions {
  readonly threads: number;
  /** Longest sequence; default 512. */
  readonly context?: number;
  /** Number type of the key/value cache; default f32, ours. */
  readonly cache?: 'f32' | 'f16';
}
interface LlamaCppAnswer {
  readonly text: string;
  /** The rest is as llama.cpp reports it. */
  readonly tokens: number;
  readonly tokensPerSecond: number;
  readonly promptTokens: number;
  readonly promptTokensPerSecond: number;
}
export interface LlamaCpp {
  /** Greedy continuation; `prompt` is raw text, special tokens included. `pastEnd` goes on after the end of the turn. */
  complete(prompt: string, tokens: number, pastEnd?: boolean): Promise<LlamaCppAnswer>;
  close(): Promise<void>;
}

export async function openLlamaCpp(model: Blob, options: LlamaCppOptions): Promise<LlamaCpp> {
  const { threads, context = 512, cache = 'f32' } = options;
  const wllama = new Wllama({ default: wasmUrl }, { suppressNativeLog: true, logger: SILENT });
  await wllama.loadModel([model], {
    n_threads: threads,
    n_gpu_layers: 0,
    n_ctx: context,
    cache_type_k: cache,
    cache_type_v: cache,
  });
  return {
    complete: (prompt, tokens, pastEnd = false) => complete(wllama, prompt, tokens, pastEnd),
    close: () => wllama.exit(),
  };
}

async function complete(
  wllama: Wllama,
  prompt: string,
  tokens: number,
  pastEnd: boolean,
): Promise<LlamaCppAnswer> {
  const { choices, timings } = await wllama.createCompletion({
    prompt,
    max_tokens: tokens,
    temperature: 0,
    ignore_eos: pastEnd,
    stream: false,
  });
  return {
    text: choices[0]?.text ?? '',
    tokens: timings?.predicted_n ?? Number.NaN,
    tokensPerSecond: timings?.predicted_per_second ?? Number.NaN,
    promptTokens: timings?.prompt_n ?? Number.NaN,
    promptTokensPerSecond: timings?.prompt_per_second ?? Number.NaN,
  };
}
