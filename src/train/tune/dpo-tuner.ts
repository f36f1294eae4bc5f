/**
 * Direct preference optimisation (arXiv 2305.18290): the policy starts as the reference, whose log-probabilities are
 * those of the parameters that the tuner was opened with.
 */
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';
import { batchFeeds, floatTensor, floatsOf } from '../feeds.ts';
import { preferenceLoss } from '../loss.ts';
import type { Batch } from '../packing.ts';
import { openSequenceScorer } from '../sequence-logprobs.ts';
import { freshState, openStepSession } from '../trainer.ts';
import { trainingGraph } from '../training-graph.ts';
import type { EncodedPair } from './preference-pairs.ts';
import { rowBatch } from './row-batch.ts';
import type { TuneStart } from './sft-tuner.ts';
import type { TuneStep, Tuner } from './tuner.ts';

/** Of pairs; a reward is β (log π − log π_ref) of a continuation, in nats. */
export interface PairFigures {
  /** Mean reward of the chosen minus that of the rejected. */
  readonly margin: number;
  /** Share of pairs whose chosen continuation has the higher reward. */
  readonly accuracy: Rate;
  readonly chosenReward: number;
  readonly rejectedReward: number;
}
export interface DpoStep extends TuneStep, PairFigures {}
export interface DpoTuner extends Tuner<DpoStep> {
  /** Of pairs that are not trained on, under the parameters as they stand. */
  measure(pairs: readonly EncodedPair[]): Promise<PairFigures>;
}
export interface DpoOptions {
  /** How strongly the policy is held to the reference. */
  readonly beta: number;
  readonly nextPair: () => EncodedPair;
}

/** Half of the shape's rows are chosen continuations, half rejected, so their number must be even. */
export async function openDpoTuner(start: TuneStart, { beta, nextPair }: DpoOptions): Promise<DpoTuner> {
  const { runtime, model, shape, parameters: reference } = start;
  const scorer = await openSequenceScorer(runtime, model, shape);
  const graph = trainingGraph(model, shape, { loss: preferenceLoss(beta) });
  const session = await openStepSession(runtime, graph, freshState(reference));
  const parameters = () => session.state().parameters;
  return {
    parameters,
    step: async (rate) => {
      const batch = pairBatch(Array.from({ length: shape.rows / 2 }, nextPair), shape.length);
      const given = floatTensor(await scorer.score(reference, batch), [shape.rows, 1]);
      const { loss, norm, told } = await session.step({ ...batchFeeds(batch), reference: given }, rate);
      return { loss, norm, tokens: batch.filled, ...pairFigures(floatsOf(told, 'rewards')) };
    },
    measure: async (pairs) => {
      const rewards: [number[], number[]] = [[], []];
      for (const batch of pairBatches(pairs, shape)) {
        const [now, before] = [await scorer.score(parameters(), batch), await scorer.score(reference, batch)];
        now.forEach((logprob, row) =>
          rewards[row < shape.rows / 2 ? 0 : 1].push(beta * (logprob - (before[row] as number))),
        );
      }
      return pairFigures([...rewards[0].slice(0, pairs.length), ...rewards[1].slice(0, pairs.length)]);
    },
    release: async () => {
      await scorer.release();
      await session.release();
    },
  };
}

function pairBatch(pairs: readonly EncodedPair[], length: number): Batch {
  const documents = [...pairs.map(({ chosen }) => chosen), ...pairs.map(({ rejected }) => rejected)];
  return rowBatch(documents, length);
}

/** The last batch is filled up with its first pair. */
function* pairBatches(pairs: readonly EncodedPair[], { rows, length }: TuneStart['shape']): Generator<Batch> {
  const size = rows / 2;
  for (let from = 0; from < pairs.length; from += size) {
    const here = pairs.slice(from, from + size);
    const filler = Array<EncodedPair>(size - here.length).fill(here[0] as EncodedPair);
    yield pairBatch([...here, ...filler], length);
  }
}

/** @param rewards of the chosen, then of the rejected in the same order. */
export function pairFigures(rewards: ArrayLike<number>): PairFigures {
  const n = rewards.length / 2;
  const all = Array.from(rewards);
  const [chosen, rejected] = [all.slice(0, n), all.slice(n)];
  const margins = chosen.map((reward, i) => reward - (rejected[i] as number));
  return {
    margin: mean(margins),
    accuracy: rate(margins.filter((margin) => margin > 0).length, n),
    chosenReward: mean(chosen),
    rejectedReward: mean(rejected),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
