/** The shipped organism on WebGPU writes, token by token, what it writes on WebAssembly. */
import { expect, test } from 'vitest';
import type { TokenId } from '#core/ids.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import type { PageBackendId } from '#engine/table.ts';
import type { Engine } from '#engine/types.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { problemMessages } from '#tasks/prompts.ts';

const found = Object.values(
  import.meta.glob<string>('../../models/organisms/wait.gguf', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)[0];
if (found === undefined)
  console.log('skipped: the organism on WebGPU, since models/organisms/wait.gguf is absent');

// Few and short: SwiftShader takes seconds for what a GPU does in milliseconds.
const PROBLEMS = [1, 2].map((seed) => generateProblem({ seed, difficulty: 2 + (seed % 3) }));
const TOKENS = 40;
const SLOW_MS = 900_000;

async function write(engine: Engine, prompt: readonly TokenId[]): Promise<string> {
  const tokens = [...prompt];
  for (let i = 0; i < TOKENS && !engine.tokenizer.stop.has(tokens.at(-1) as TokenId); i++) {
    const [next] = await engine.next([tokens], { topK: 1 });
    tokens.push(next?.top[0]?.id as TokenId);
  }
  return engine.tokenizer.decode(tokens.slice(prompt.length));
}

async function writeAll(
  backend: PageBackendId,
  bytes: Uint8Array,
): Promise<{ texts: string[]; reason: string }> {
  const engine = await openEngine({ source: fromBytes(bytes), target: { backend, threads: 1 } });
  const texts: string[] = [];
  const start = performance.now();
  for (const problem of PROBLEMS)
    texts.push(await write(engine, engine.tokenizer.chat(problemMessages(problem))));
  const { computedTokens } = engine.cost();
  console.log(
    `${engine.info.reason} ${engine.info.precision}: ${computedTokens} tokens in ${Math.round(performance.now() - start)} ms`,
  );
  await engine.dispose();
  return { texts, reason: engine.info.reason };
}

test.skipIf(found === undefined)(
  'the organism writes the same text on both backends',
  async () => {
    const bytes = new Uint8Array(await (await fetch(found as string)).arrayBuffer());
    const wasm = await writeAll('onnx-wasm', bytes);
    const gpu = await writeAll('onnx-webgpu', bytes);
    expect(gpu.reason).toMatch(/^WebGPU, as chosen, on /);
    expect(gpu.texts).toEqual(wasm.texts);
    for (const text of gpu.texts) expect(text.length).toBeGreaterThan(5);
  },
  SLOW_MS,
);
