/** What a half-trained organism gets wrong: answers sampled at temperature 1 to problems of training, kept where they are wrong. */
import { createRng } from '#core/rng.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { openEngine } from '#engine/open.ts';
import { complete } from '#runner/complete.ts';
import { ANSWER_TOKENS } from '#runner/run-probe.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import { problemMessages } from '#tasks/prompts.ts';
import { trainingSeed } from '#tasks/seed-range.ts';
import { drawWeighted, readMix } from '#train/mix.ts';
import { ROW_LENGTH } from '#train/organism-shape.ts';
import { wrongSolution } from '#train/own-mistakes.ts';
import type { OwnMistake } from '#train/own-mistakes.ts';
import type { Io } from './command.ts';

const PROBLEMS = 6000;
const AT_ONCE = 500;

export async function sampleMistakes(
  runtime: GraphRuntime,
  file: Uint8Array,
  seed: number,
  { note, signal }: Pick<Io, 'note' | 'signal'>,
): Promise<OwnMistake[]> {
  const rng = createRng(seed).fork('own mistakes');
  const { difficulty } = readMix('clean');
  const target = { runtime, reason: 'The model that is trained.' };
  const engine = await openEngine({ source: fromBytes(file), target, context: ROW_LENGTH + 1 });
  const found: OwnMistake[] = [];
  try {
    for (let from = 0; from < PROBLEMS; from += AT_ONCE) {
      note(`Sampling its own mistakes: ${from} of ${PROBLEMS} answers, ${found.length} wrong…`);
      const tasks = Array.from({ length: AT_ONCE }, () =>
        WORD_PROBLEMS.generate({
          seed: trainingSeed(rng),
          difficulty: Number(drawWeighted(rng, difficulty)),
        }),
      );
      const openings = tasks.map((task) => ({ messages: problemMessages(task), forced: '', temperature: 1 }));
      const settings = { seed: rng.int(2 ** 31), tokens: ANSWER_TOKENS };
      const written = await complete(engine, openings, settings, signal);
      written.forEach(({ text }, i) => {
        const { seed: problem, difficulty: steps } = tasks[i] as (typeof tasks)[number];
        const one = { seed: problem, difficulty: steps, lines: text.split('\n') };
        if (wrongSolution(one)) found.push(one);
      });
    }
  } finally {
    await engine.dispose();
  }
  return found;
}
