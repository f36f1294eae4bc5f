/**
 * Our engine under the clock: greedy writing with all statistics or none, and sampling of several answers at once. It
 * writes past the end of a turn, so that every run is equally long.
 */
import type { TokenId } from '#core/ids.ts';
import { createRng } from '#core/rng.ts';
import { openDeltaBackend } from '#engine/backends/onnx/open-delta-backend.ts';
import { readRow } from '#engine/read-row.ts';
import { openWasmRuntime } from '#engine/backends/onnx/wasm-runtime.ts';
import { createEngine } from '#engine/engine.ts';
import { fromBlob } from '#engine/gguf/byte-source.ts';
import { openModel } from '#engine/open-model.ts';
import { sampleToken } from '#engine/sampling/sample.ts';
import type { Engine } from '#engine/types.ts';
import { argmaxRow } from './argmax-row.ts';

/** Tokens a second. */
export interface Written {
  readonly promptTokens: number;
  readonly promptTokensPerSecond: number;
  readonly tokens: number;
  readonly tokensPerSecond: number;
}
export interface TimedEngine {
  write(problem: string, tokens: number, statistics: boolean): Promise<Written>;
  /** `count` answers at temperature 1, of `tokens` tokens each; tokens of all answers a second, without the prompt. */
  sample(problem: string, tokens: number, count: number): Promise<number>;
}
/** As the page asks: all statistics and ten candidates. */
const CANDIDATES = 10;
const TEMPERATURE = { temperature: 1, topP: 1, topK: 0 };

export async function openTimedEngine(model: Blob, threads: number): Promise<TimedEngine> {
  let statistics = true;
  const opened = await openModel(fromBlob(model));
  const backend = await openDeltaBackend(opened, {
    runtime: openWasmRuntime(threads),
    reason: 'Chosen by the bench.',
    cacheBytes: 512 << 20,
    context: 8192,
    readRow: (...args) => (statistics ? readRow(...args) : argmaxRow(args[0])),
  });
  const engine = createEngine({ backend, ...opened });
  return {
    write(problem, tokens, wanted) {
      statistics = wanted;
      return write(engine, problem, tokens);
    },
    sample(problem, tokens, count) {
      statistics = true;
      return sample(engine, problem, tokens, count);
    },
  };
}

async function write(engine: Engine, problem: string, tokens: number): Promise<Written> {
  const prompt = engine.tokenizer.chat([{ role: 'user', content: problem }]);
  const want = { topK: CANDIDATES };
  const start = performance.now();
  let [next] = await engine.next([prompt], want);
  const prompted = performance.now();
  let sequence = prompt;
  for (let i = 0; i < tokens; i++) {
    sequence = [...sequence, next?.top[0]?.id as TokenId];
    [next] = await engine.next([sequence], want);
  }
  return {
    promptTokens: prompt.length,
    promptTokensPerSecond: (1000 * prompt.length) / (prompted - start),
    tokens,
    tokensPerSecond: (1000 * tokens) / (performance.now() - prompted),
  };
}

async function sample(engine: Engine, problem: string, tokens: number, count: number): Promise<number> {
  const prompt = engine.tokenizer.chat([{ role: 'user', content: problem }]);
  const want = { topK: CANDIDATES, logits: true };
  const chance = Array.from({ length: count }, (_, k) => createRng(k + 1));
  let sequences = chance.map(() => prompt);
  let rows = await engine.next(sequences, want);
  const prompted = performance.now();
  for (let i = 0; i < tokens; i++) {
    sequences = sequences.map((sequence, k) => {
      const logits = rows[k]?.logits as Float32Array;
      return [...sequence, sampleToken(logits, TEMPERATURE, chance[k] as (typeof chance)[number]).id];
    });
    rows = await engine.next(sequences, want);
  }
  return (1000 * count * tokens) / (performance.now() - prompted);
}
