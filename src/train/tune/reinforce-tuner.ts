/**
 * REINFORCE (Williams 1992) on whole answers. The baseline of a sample is the mean reward of the other samples of its
 * prompt (leave one out; arXiv 2402.14740), which depends on nothing that the sample did, so the gradient stays unbiased.
 * Samples must come from the very parameters that are then updated. There is no term that holds the policy to where it
 * began: what the reward does not name may be lost.
 */
import { createRng } from '#core/rng.ts';
import { bootstrapInterval } from '#scoring/intervals.ts';
import type { Interval } from '#scoring/intervals.ts';
import type { FlatParameters } from '../parameters.ts';
import { freshState, openTrainer } from '../trainer.ts';
import type { TrainingDocument } from '../training-document.ts';
import { rowBatch } from './row-batch.ts';
import type { TuneStart } from './sft-tuner.ts';
import type { TuneStep, Tuner } from './tuner.ts';

export interface RewardedSample {
  /** Prompt and answer. */
  readonly tokens: readonly number[];
  /** How many of them the model did not write: they are not learnt. */
  readonly given: number;
  readonly reward: number;
}
/** Samples of the same prompt, at least two. */
export type SampleGroup = readonly RewardedSample[];

export interface ReinforceStep extends TuneStep {
  /** Mean over the samples that the step learnt from, written before its update. */
  readonly reward: number;
  /** Of the mean, by bootstrap over the prompts: samples of one prompt are no independent evidence. */
  readonly rewardInterval: Interval | null;
  readonly samples: number;
  /** Samples whose reward differs from the mean of their group: the others teach nothing. */
  readonly telling: number;
}
export interface ReinforceOptions {
  /** Samples written under `parameters` for step `step` (from 1); in all as many as the shape has rows. */
  readonly sample: (parameters: FlatParameters, step: number) => Promise<readonly SampleGroup[]>;
}

export async function openReinforceTuner(
  start: TuneStart,
  { sample }: ReinforceOptions,
): Promise<Tuner<ReinforceStep>> {
  const { runtime, model, shape, parameters } = start;
  const trainer = await openTrainer(runtime, model, shape, freshState(parameters));
  return {
    step: async (rate) => {
      const { parameters: current, step } = trainer.state();
      const groups = await sample(current, step + 1);
      const documents = groups.flatMap(weightedByAdvantage);
      const batch = { ...rowBatch(documents, shape.length), divisor: writtenTokens(groups) };
      const { loss, norm } = await trainer.step(batch, rate);
      return { loss, norm, tokens: batch.filled, ...rewardFigures(groups, step) };
    },
    parameters: () => trainer.state().parameters,
    release: () => trainer.release(),
  };
}

/** r − mean of the others' r, for each sample of one prompt; all zero where all are equal or there is one. */
export function advantages(rewards: readonly number[]): number[] {
  const sum = rewards.reduce((total, reward) => total + reward, 0);
  const others = Math.max(1, rewards.length - 1);
  return rewards.map((reward) => (rewards.length < 2 ? 0 : reward - (sum - reward) / others));
}

/** Each written token weighs its sample's advantage. */
function weightedByAdvantage(group: SampleGroup): TrainingDocument[] {
  const weights = advantages(group.map(({ reward }) => reward));
  return group.map(({ tokens, given }, i) => ({
    tokens,
    weights: tokens.map((_, at) => (at < given ? 0 : (weights[i] as number))),
  }));
}

/** The loss is the mean over these, so that a rate means what it means in supervised training. */
function writtenTokens(groups: readonly SampleGroup[]): number {
  return groups.flat().reduce((sum, { tokens, given }) => sum + tokens.length - given, 0);
}

function rewardFigures(groups: readonly SampleGroup[], step: number): Omit<ReinforceStep, keyof TuneStep> {
  const meanOf = (chosen: readonly SampleGroup[]) => mean(chosen.flat().map(({ reward }) => reward));
  return {
    reward: meanOf(groups),
    rewardInterval: bootstrapInterval(groups, meanOf, createRng(step)),
    samples: groups.flat().length,
    telling: groups
      .flatMap((group) => advantages(group.map(({ reward }) => reward)))
      .filter((advantage) => advantage !== 0).length,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
