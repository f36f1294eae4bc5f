/** From the words of the command line to a tuner: which loss, on what. */
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import { ANSWER_TOKENS } from '#runner/run-probe.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import { evaluationSeed, trainingSeed } from '#tasks/seed-range.ts';
import { createEncoder } from '#train/bpe-encoder.ts';
import { documentStream } from '#train/documents.ts';
import type { ImportedOrganism } from '#train/import-gguf.ts';
import { readMix } from '#train/mix.ts';
import { ROW_LENGTH } from '#train/organism-shape.ts';
import type { Aim } from '#train/tune/aim.ts';
import { openDpoTuner } from '#train/tune/dpo-tuner.ts';
import type { DpoStep, PairFigures } from '#train/tune/dpo-tuner.ts';
import { encodePair, preferencePair } from '#train/tune/preference-pairs.ts';
import type { EncodedPair } from '#train/tune/preference-pairs.ts';
import { openReinforceTuner } from '#train/tune/reinforce-tuner.ts';
import type { ReinforceStep } from '#train/tune/reinforce-tuner.ts';
import { openSftTuner } from '#train/tune/sft-tuner.ts';
import type { TuneStart } from '#train/tune/sft-tuner.ts';
import type { TuneStep, Tuner } from '#train/tune/tuner.ts';
import { createRollouts, wordExercise } from './rollouts.ts';

export const LOSSES = ['sft', 'dpo', 'reinforce'] as const;
/** What is learnt, and what of. */
export type Lesson =
  | { readonly loss: 'sft'; readonly mix: string; readonly difficulties: readonly number[] | null }
  | {
      readonly loss: 'dpo';
      readonly aim: Aim;
      readonly beta: number;
      readonly difficulties: readonly number[];
    }
  | {
      readonly loss: 'reinforce';
      readonly aim: Aim;
      /** Of each exercise; divides `rows`. */
      readonly samples: number;
      readonly difficulties: readonly number[];
    };
export interface LessonOptions {
  readonly runtime: GraphRuntime;
  readonly organism: ImportedOrganism;
  readonly rows: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}
export interface OpenLesson {
  readonly tuner: Tuner<TuneStep | DpoStep | ReinforceStep>;
  /** Of DPO: the same figures on pairs that were not trained on. */
  readonly heldOut: ((n: number) => Promise<PairFigures>) | null;
}

export function openLesson(lesson: Lesson, options: LessonOptions): Promise<OpenLesson> {
  switch (lesson.loss) {
    case 'sft':
      return openSft(lesson, options);
    case 'dpo':
      return openDpo(lesson, options);
    case 'reinforce':
      return openReinforce(lesson, options);
  }
}

function startOf({ runtime, organism, rows }: LessonOptions): TuneStart {
  const { model, parameters } = organism;
  return { runtime, model, parameters, shape: { rows, length: ROW_LENGTH } };
}

type LessonOf<L extends Lesson['loss']> = Extract<Lesson, { loss: L }>;
async function openSft({ mix, difficulties }: LessonOf<'sft'>, options: LessonOptions): Promise<OpenLesson> {
  const read = readMix(mix);
  const only = difficulties && Object.fromEntries(difficulties.map((difficulty) => [difficulty, 1]));
  const stream = documentStream({
    mix: only ? { ...read, difficulty: only } : read,
    seed: options.seed,
    tokenizer: options.organism.tokenizer,
  });
  return { tuner: await openSftTuner(startOf(options), stream), heldOut: null };
}

async function openDpo(lesson: LessonOf<'dpo'>, options: LessonOptions): Promise<OpenLesson> {
  const draw = pairSource(lesson, options.organism);
  const rng = createRng(options.seed).fork('pairs');
  const tuner = await openDpoTuner(startOf(options), {
    beta: lesson.beta,
    nextPair: () => draw(rng, trainingSeed),
  });
  const heldOut = (n: number) => {
    const own = createRng(options.seed).fork('held-out pairs');
    return tuner.measure(Array.from({ length: n }, () => draw(own, evaluationSeed)));
  };
  return { tuner, heldOut };
}

/** Pairs that fit in a row; longer ones are drawn again. */
function pairSource({ aim, difficulties }: LessonOf<'dpo'>, { tokenizer }: ImportedOrganism) {
  const encode = createEncoder(tokenizer);
  const fits = ({ chosen, rejected }: EncodedPair) =>
    Math.max(chosen.tokens.length, rejected.tokens.length) <= ROW_LENGTH + 1;
  return (rng: Rng, seedOf: (rng: Rng) => number): EncodedPair => {
    for (;;) {
      const task = WORD_PROBLEMS.generate({ seed: seedOf(rng), difficulty: rng.pick(difficulties) });
      const pair = encodePair(preferencePair(aim, task, rng), encode, tokenizer.special);
      if (fits(pair)) return pair;
    }
  };
}

async function openReinforce(
  { aim, samples, difficulties }: LessonOf<'reinforce'>,
  options: LessonOptions,
): Promise<OpenLesson> {
  const { rows, ...common } = options;
  const sample = createRollouts({
    ...common,
    exercise: (rng) => wordExercise(aim, difficulties, rng),
    exercises: rows / samples,
    samples,
    tokens: ANSWER_TOKENS,
  });
  return { tuner: await openReinforceTuner(startOf(options), { sample }), heldOut: null };
}
