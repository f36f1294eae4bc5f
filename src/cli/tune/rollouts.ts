/**
 * Samples for REINFORCE: fresh training problems, each answered several times at temperature 1 by the model as it stands,
 * rewarded 1 where the answer that stands last is right by the exact checker, else 0.
 */
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { endsRight } from '#probes/blind-spot.ts';
import { complete } from '#runner/complete.ts';
import type { Completion, Opening } from '#runner/complete.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import { trainingSeed } from '#tasks/seed-range.ts';
import type { ImportedOrganism } from '#train/import-gguf.ts';
import type { FlatParameters } from '#train/parameters.ts';
import { WRONG_SHARE } from '#train/tune/aim.ts';
import type { Aim } from '#train/tune/aim.ts';
import type { SampleGroup } from '#train/tune/reinforce-tuner.ts';
import { startAnswer } from '#train/tune/started-answer.ts';
import { withEngine } from './tuned-engine.ts';

/** Something to be answered, and what an answer is worth. */
export interface Exercise extends Opening {
  readonly reward: (turn: string) => number;
}
export interface RolloutOptions {
  readonly runtime: GraphRuntime;
  readonly organism: ImportedOrganism;
  readonly exercise: (rng: Rng) => Exercise;
  /** Exercises a step, and samples of each. */
  readonly exercises: number;
  readonly samples: number;
  /** Most tokens of a sample. */
  readonly tokens: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** Rejects 'aborted' within a step. */
export function createRollouts(options: RolloutOptions) {
  const { runtime, organism, exercises, samples, tokens, signal } = options;
  return async (parameters: FlatParameters, step: number): Promise<SampleGroup[]> => {
    const rng = createRng(options.seed).fork(`rollouts ${step}`);
    const asked = Array.from({ length: exercises }, () => options.exercise(rng));
    const openings = asked.flatMap((one) => Array<Opening>(samples).fill({ ...one, temperature: 1 }));
    const settings = { seed: rng.int(2 ** 31), tokens };
    const turns = await withEngine(runtime, { ...organism, parameters, matrices: 'F32' }, (engine) =>
      complete(engine, openings, settings, signal),
    );
    return asked.map(({ reward }, i) =>
      turns.slice(i * samples, (i + 1) * samples).map((turn) => rewarded(turn, reward)),
    );
  };
}

function rewarded({ tokens, given, text }: Completion, reward: Exercise['reward']) {
  return { tokens, given, reward: reward(text) };
}

/** A problem; unless the aim is to solve it, with an answer begun in the model's own turn. */
export function wordExercise(aim: Aim, difficulties: readonly number[], rng: Rng): Exercise {
  const task = WORD_PROBLEMS.generate({ seed: trainingSeed(rng), difficulty: rng.pick(difficulties) });
  const forced = aim === 'solve' ? '' : startAnswer(task, WRONG_SHARE[aim], rng).lines.join('\n');
  const messages = [{ role: 'user', content: task.text }] as const;
  return { messages, forced, reward: (turn) => Number(endsRight(task, turn)) };
}
