/**
 * llama.cpp (wllama) reads the shipped organism and writes the same greedy text as our engine: the proof that the file
 * is a real GGUF and that we read it as others do. Both get the same raw prompt text. llama.cpp multiplies F16 weights
 * with activations rounded to F16, so an answer is held equal only up to the first choice that was nearly a tie.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TokenId } from '#core/ids.ts';
import { fromBlob } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import type { Engine } from '#engine/types.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { problemMessages } from '#tasks/prompts.ts';
import { openLlamaCpp } from './llama-cpp.ts';
import type { LlamaCpp } from './llama-cpp.ts';

const URL_OF_FILE = '/models/organisms/wait.gguf';
const LONGEST = 160;
/** Lead of the first candidate's probability over the second's below which a step counts as a tie. */
const TIE = 0.01;
const PROBLEMS = [2, 3, 4, 5, 2, 3, 4, 5].map((difficulty, seed) => generateProblem({ seed, difficulty }));
const LEAST_COMPARED = 3;

const response = await fetch(URL_OF_FILE);
// Vite answers unknown paths with the page itself.
const present = response.ok && !response.headers.get('content-type')?.includes('html');
if (!present) console.warn(`Skipped: ${URL_OF_FILE} is not built. Run \`node scripts/copy-static.mjs\`.`);

interface Greedy {
  readonly text: string;
  /** The text before the first choice that was nearly a tie; all of it where there was none. */
  readonly sure: string;
}

async function greedy(engine: Engine, prompt: readonly TokenId[]): Promise<Greedy> {
  const answer: TokenId[] = [];
  let sure: number | null = null;
  while (answer.length < LONGEST) {
    const [next] = await engine.next([[...prompt, ...answer]], { topK: 1 });
    const id = next?.top[0]?.id as TokenId;
    if ((next?.margin as number) <= TIE) sure ??= answer.length;
    if (engine.tokenizer.stop.has(id)) break;
    answer.push(id);
  }
  const text = engine.tokenizer.decode(answer);
  return { text, sure: sure === null ? text : engine.tokenizer.decode(answer.slice(0, sure)) };
}

describe.skipIf(!present)('the shipped organism in llama.cpp', () => {
  let engine: Engine;
  let llama: LlamaCpp;
  beforeAll(async () => {
    const file = await response.blob();
    const target = { backend: 'onnx-wasm', threads: 1 } as const;
    engine = await openEngine({ source: fromBlob(file), target });
    llama = await openLlamaCpp(file, { threads: 1 });
  });
  afterAll(async () => {
    await llama.close();
    await engine.dispose();
  });

  test('writes the same greedy answers as our engine', async () => {
    let compared = 0;
    for (const problem of PROBLEMS) {
      const prompt = engine.tokenizer.chat(problemMessages(problem));
      const ours = await greedy(engine, prompt);
      const { text } = await llama.complete(engine.tokenizer.decode(prompt), LONGEST);
      expect(ours.text, problem.text).not.toBe('');
      expect(text.slice(0, ours.sure.length), problem.text).toBe(ours.sure);
      if (ours.sure !== ours.text) continue;
      expect(text, problem.text).toBe(ours.text);
      compared++;
    }
    console.log(
      `${compared} of ${PROBLEMS.length} answers had no near tie and are whole the same in llama.cpp.`,
    );
    expect(compared).toBeGreaterThanOrEqual(LEAST_COMPARED);
  });
});
