/** Trainings for the gallery: events as a trainer sends them, at rest. Counts are of short runs from `organism-wait`. */
import type { TunedModel, TuningEvent, TuningFigures } from '#core/tuning.ts';
import { OFFERED } from '#engine/catalog.ts';
import type { RemoteTrainer } from '#rpc/trainer-protocol.ts';
import type { LossPoint } from '#state/loss-curve.ts';
import type { Play } from '#state/play.svelte.ts';
import { Training } from '#state/training.svelte.ts';
import { ready } from './recorded.ts';

const of = (successes: number) => ({ successes, n: 48 });
export const BEFORE: TuningFigures = {
  own: of(0),
  ownWait: of(48),
  ownStep: of(0),
  user: of(46),
  solved: of(47),
};
export const AFTER: TuningFigures = {
  own: of(1),
  ownWait: of(11),
  ownStep: of(2),
  user: of(44),
  solved: of(43),
};
export const CURVE: readonly LossPoint[] = Array.from({ length: 80 }, (_, i) => ({
  tokens: 3600 * (i + 1),
  loss: 0.12 + 0.5 * Math.exp(-i / 12) + 0.02 * Math.sin(5 * i),
}));
export const MODEL: TunedModel = {
  file: new Uint8Array(2_500_000),
  sha256: 'feed',
  license: 'Apache-2.0',
  settings: { diet: { right: 2, unnoticed: 8, wait: 0, retry: 0 }, rate: 0.001, seed: 1, tokens: 288_000 },
  before: BEFORE,
  after: AFTER,
};
const EVENTS: readonly TuningEvent[] = [
  { type: 'threads', why: '2 threads, 1.8 times as fast as one in a short test' },
  { type: 'measured', tokens: 0, figures: BEFORE, draft: null },
  { type: 'stage', stage: 'training' },
  ...CURVE.map(({ tokens, loss }, i): TuningEvent => ({
    type: 'progress',
    ...{ step: 4 * (i + 1), tokens, loss, seconds: i * 0.75, tokensPerSecond: 4800 },
  })),
  { type: 'measured', tokens: 180_000, figures: AFTER, draft: MODEL },
];

export interface TrainScene {
  readonly play: Play;
  readonly training: Training;
}
/** @param end what the trainer does after the last event: nothing, end with a model, or fail. */
export function trained(
  end: 'idle' | 'running' | 'done' | Error,
  hash = '#screen=train&reads=2-8-0-0',
): TrainScene {
  const play = ready(hash);
  const trainer: RemoteTrainer = {
    tune: (_, onEvent) => {
      EVENTS.forEach(onEvent);
      if (end === 'running') return new Promise(() => {});
      return end instanceof Error ? Promise.reject(end) : Promise.resolve(MODEL);
    },
    died: new Promise(() => {}),
    terminate: () => {},
  };
  const training = new Training(play, {
    openTrainer: () => trainer,
    parents: OFFERED.filter(({ organism }) => organism),
    now: () => 0,
    newId: () => 'gallery',
  });
  if (end !== 'idle') void training.start();
  return { play, training };
}
