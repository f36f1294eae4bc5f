/** llama.cpp in the browser (wllama), as an outside reader of the GGUF files that we write and run. */
import { Wllama } from '@wllama/wllama';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';

const ignore = (): void => {};
const SILENT = { debug: ignore, log: ignore, warn: ignore, error: console.error };

export interface LlamaCppAnswer {
  readonly text: string;
  /** Generated tokens a second, as llama.cpp reports them. */
  readonly tokensPerSecond: number;
}
export interface LlamaCpp {
  /** Greedy continuation; `prompt` is raw text, special tokens included. */
  complete(prompt: string, tokens: number): Promise<LlamaCppAnswer>;
  close(): Promise<void>;
}

export async function openLlamaCpp(model: Blob, threads: number): Promise<LlamaCpp> {
  const wllama = new Wllama({ default: wasmUrl }, { suppressNativeLog: true, logger: SILENT });
  await wllama.loadModel([model], { n_threads: threads, n_gpu_layers: 0, n_ctx: 512, cache_type_k: 'f32', cache_type_v: 'f32' });
  return {
    async complete(prompt, tokens) {
      const answer = await wllama.createCompletion({ prompt, max_tokens: tokens, temperature: 0, stream: false });
      return { text: answer.choices[0]?.text ?? '', tokensPerSecond: answer.timings?.predicted_per_second ?? Number.NaN };
    },
    close: () => wllama.exit(),
  };
}
