/** Supervised tuning: the loss and packing of training, on the documents of any stream. */
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { GraphRuntime } from '#engine/graph/runtime.ts';
import type { RowShape } from '../decoder-forward.ts';
import { createPacker } from '../packing.ts';
import type { FlatParameters } from '../parameters.ts';
import { freshState, openTrainer } from '../trainer.ts';
import type { DocumentStream } from '../training-document.ts';
import type { TuneStep, Tuner } from './tuner.ts';

/** What every tuner starts from. */
export interface TuneStart {
  readonly runtime: GraphRuntime;
  readonly model: HyperParameters;
  readonly parameters: FlatParameters;
  readonly shape: RowShape;
}

export async function openSftTuner(start: TuneStart, stream: DocumentStream): Promise<Tuner<TuneStep>> {
  const { runtime, model, parameters, shape } = start;
  const trainer = await openTrainer(runtime, model, shape, freshState(parameters));
  const packer = createPacker(() => stream.nextDocument(), shape.rows, shape.length);
  return {
    step: async (rate) => {
      const batch = packer.nextBatch();
      return { ...(await trainer.step(batch, rate)), tokens: batch.filled };
    },
    parameters: () => trainer.state().parameters,
    release: () => trainer.release(),
  };
}
