import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { TunedModel, TuningEvent, TuningFigures } from '#core/tuning.ts';
import type { RemoteTrainer, TuneRequest } from '#rpc/trainer-protocol.ts';
import { MemoryModelStore } from '#storage/memory-model-store.ts';
import { ownModel } from '../../tests/contract/model-store.ts';
import { Play } from './play.svelte.ts';
import { HandClock } from './replay-fixture.ts';
import { dietOf, dietWords, readsOf, shareOf } from './training-diet.ts';
import { blindSpots, figureLines } from './training-figures.ts';
import { trainerWords } from './trainer-words.ts';
import { Training } from './training.svelte.ts';

const { file, sha256, license, settings, before, after } = ownModel();
const MODEL: TunedModel = { file, sha256, license, settings, before, after };
const PARENT = { id: 'organism-x', name: 'X', about: '', bytes: 4, license: 'Apache-2.0', organism: true };

/** A trainer that does what it is told. */
class HandTrainer implements RemoteTrainer {
  request: TuneRequest | null = null;
  signal: AbortSignal | null = null;
  terminated = 0;
  send: (event: TuningEvent) => void = () => {};
  end: (made: TunedModel) => void = () => {};
  fail: (error: Error) => void = () => {};
  readonly died = new Promise<AppError>(() => {});
  tune(request: TuneRequest, onEvent: (event: TuningEvent) => void, signal: AbortSignal) {
    Object.assign(this, { request, signal, send: onEvent });
    return new Promise<TunedModel>((resolve, reject) => {
      this.end = resolve;
      this.fail = reject;
    });
  }
  terminate(): void {
    this.terminated++;
  }
}
function page(hash = '', store = new MemoryModelStore()) {
  const trainer = new HandTrainer();
  const play = new Play({
    openHost: null,
    models: [],
    ownModels: store,
    ...{ app: 't', now: () => '', recorded: null, playback: new HandClock(), hash },
  });
  const training = new Training(play, {
    openTrainer: () => trainer,
    parents: [PARENT],
    now: () => 77,
    newId: () => 'new',
  });
  return { play, trainer, training, store };
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const progress = (tokens: number): TuningEvent => ({
  ...{ type: 'progress', step: 4, tokens, seconds: 2, loss: 0.4, tokensPerSecond: 4000 },
});

describe('a training', () => {
  it('asks for what the link says, and is kept under a name', async () => {
    const { training, trainer, store, play } = page('#reads=1-2-3-4&seconds=30&rate=0.0005&draw=9&items=20');
    const over = training.start();
    await settle();
    expect(trainer.request).toEqual({
      parent: { type: 'catalog', id: 'organism-x' },
      plan: {
        diet: { right: 1, unnoticed: 2, wait: 3, retry: 4 },
        ...{ rate: 0.0005, seed: 9, items: 20, name: 'X, trained on', measureEvery: 15 },
        length: { seconds: 30 },
      },
    });
    trainer.send({ type: 'measured', tokens: 0, figures: before, draft: null });
    trainer.send(progress(8000));
    trainer.send({ type: 'measured', tokens: 8000, figures: after, draft: MODEL });
    expect(training.curve).toEqual([{ tokens: 8000, loss: 0.4 }]);
    trainer.end(MODEL);
    await over;
    expect(trainer.terminated).toBe(1);
    expect(training.isPrecious).toBe(true);
    expect(training.startReason).toMatch(/Keep the model/);
    await training.keep(' Waits\nnow ');
    expect(await store.get('own-new')).toMatchObject({
      ...{ name: 'Waits now', parent: 'organism-x', madeAt: 77, bytes: 4, before, after },
    });
    expect(play.ownModels.list).toHaveLength(1);
    expect([training.isPrecious, training.startReason]).toEqual([false, null]);
    expect(training.parents.map(({ id }) => id)).toEqual(['organism-x', 'own-new']);
  });

  it('reads so many tokens where the link says how many', async () => {
    const { training, trainer } = page('#tokens=5000');
    void training.start();
    await settle();
    expect(trainer.request?.plan.length).toEqual({ tokens: 5000 });
  });

  it('goes on from a model that was made here', async () => {
    const store = new MemoryModelStore();
    await store.save(ownModel());
    const { training, trainer, play } = page('#parent=own-a', store);
    expect(training.startReason).toMatch(/not here/);
    await play.ownModels.refresh();
    void training.start();
    await settle();
    expect(trainer.request?.parent).toMatchObject({ type: 'own', id: 'own-a' });
  });

  it('is stopped once, and offers what was learned', async () => {
    const { training, trainer } = page();
    const over = training.start();
    await settle();
    training.stop();
    expect(trainer.signal?.aborted).toBe(true);
    expect(training.isStopping).toBe(true);
    trainer.end(MODEL);
    await over;
    expect(training.result).toMatchObject({ parent: PARENT, keptAs: null });
  });

  it('whose worker dies leaves what was measured last', async () => {
    const { training, trainer } = page();
    const over = training.start();
    await settle();
    trainer.send({ type: 'measured', tokens: 8000, figures: after, draft: MODEL });
    trainer.fail(new AppError('worker-lost', 'The trainer stopped. Start it again.'));
    await over;
    expect(training.failure).toMatchObject({ code: 'worker-lost' });
    expect(training.result?.model).toBe(MODEL);
    expect(training.isRunning).toBe(false);
  });

  it('can be thrown away, and then nothing comes of it', async () => {
    const { training, trainer } = page();
    const over = training.start();
    await settle();
    training.discard();
    expect(trainer.terminated).toBe(1);
    trainer.send(progress(1));
    trainer.fail(new AppError('worker-lost', 'Gone.'));
    await over;
    expect(training).toMatchObject({ isRunning: false, result: null, failure: null, curve: [] });
  });

  it('that cannot be kept stays, with the reason', async () => {
    const store = new MemoryModelStore();
    store.save = () => Promise.reject(new AppError('storage-full', 'No room. Delete runs.'));
    const { training, trainer } = page('', store);
    const over = training.start();
    await settle();
    trainer.end(MODEL);
    await over;
    await training.keep('A');
    expect(training.failure).toMatchObject({ code: 'storage-full' });
    expect(training.result?.keptAs).toBeNull();
  });

  it('of nothing is refused with the reason', async () => {
    const { training, trainer } = page('#reads=0-0-0-0');
    await training.start();
    expect(trainer.request).toBeNull();
    expect(training.said).toMatch(/Move a slider/);
  });
});

describe('its words', () => {
  it('tell what it reads', () => {
    const diet = dietOf('2-0-8-0');
    expect(readsOf(diet)).toBe('2-0-8-0');
    expect(shareOf(diet, 'wait')).toBe(0.8);
    expect(shareOf(dietOf('0-0-0-0'), 'wait')).toBe(0);
    expect(dietWords(diet)).toMatch(/^Of 100 documents 20 show solutions without .* and 80 show an error/);
    expect(dietWords(dietOf('0-0-0-0'))).toMatch(/reads nothing/);
  });
  it('tell what it is doing', () => {
    const told = { stage: null, progress: null, threads: '1 thread', isRunning: false, isStopping: false };
    const wished = { seconds: 60, tokens: 0 };
    const now = { tokens: 12_000, seconds: 3.2, tokensPerSecond: 3999.6 };
    expect(trainerWords(told, wished)).toBe('Nothing is being trained.');
    expect(trainerWords({ ...told, isRunning: true, stage: 'starting' }, wished)).toMatch(/graph/);
    expect(trainerWords({ ...told, isRunning: true, stage: 'training', progress: now }, wished)).toBe(
      'Training: 3 of 60 s, 12,000 tokens read, 4000 tokens a second (1 thread).',
    );
    expect(trainerWords({ ...told, progress: now }, wished)).toBe('12,000 tokens read.');
  });
  it('say that a figure changed only where the intervals do not meet', () => {
    const few: TuningFigures = { ...after, ownWait: { successes: 20, n: 48 } };
    const change = (now: TuningFigures | null) =>
      figureLines(before, now).find(({ id }) => id === 'ownWait')?.change;
    expect([change(after), change(few), change(null)]).toEqual(['up', 'up', null]);
    expect(figureLines(after, few).find(({ id }) => id === 'ownWait')?.change).toBe('down');
    expect(change(before)).toBeNull();
    expect(blindSpots(before)).toEqual({ none: 1, wait: expect.closeTo(1 - 2 / 46, 9) as number });
    expect(blindSpots({ ...before, user: { successes: 1, n: 48 } })).toEqual({ none: null, wait: null });
  });
});
