/** Mounts the page. The only place that knows which engine, models and storage the page is given. */
import { mount } from 'svelte';
import { OFFERED } from '#engine/catalog.ts';
import { cachedModels } from '#engine/model-cache.ts';
import { openRemoteHost } from '#rpc/client.ts';
import { openRemoteTrainer } from '#rpc/trainer-client.ts';
import { builtReport, builtSeries } from '#state/figure-files.ts';
import { Library } from '#state/library.svelte.ts';
import { ModelShelf } from '#state/model-shelf.svelte.ts';
import { Play } from '#state/play.svelte.ts';
import { firstVisit } from '#state/recorded/first-visit.ts';
import { runId } from '#state/runs-id.ts';
import { Training } from '#state/training.svelte.ts';
import { openStorage } from '#storage/open-storage.ts';
import App from '#ui/App.svelte';
import '#ui/theme.css';
import '#ui/base.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no element "app".');
const startWorker = (): Worker =>
  new Worker(new URL('../workers/engine.worker.ts', import.meta.url), { type: 'module' });
const startTrainer = (): Worker =>
  new Worker(new URL('../workers/trainer.worker.ts', import.meta.url), { type: 'module' });
const { hash, search } = location;
const later = (milliseconds: number, deed: () => void): (() => void) => {
  const timer = setTimeout(deed, milliseconds);
  return () => clearTimeout(timer);
};
const playback = {
  now: () => performance.now(),
  later,
  reducedMotion: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
};
const recorded = firstVisit();
const newId = (): string => runId((bytes) => crypto.getRandomValues(bytes));
const { models: ownModels, ...kept } = openStorage(navigator);
const play = new Play({
  openHost: () => openRemoteHost(startWorker),
  models: OFFERED,
  ownModels,
  app: 'second-thought 0.1.0',
  now: () => new Date().toISOString(),
  recorded,
  playback,
  hash,
  search,
});
const library = new Library(play, {
  ...kept,
  now: () => Date.now(),
  later,
  newId,
});
const training = new Training(play, {
  openTrainer: () => openRemoteTrainer(startTrainer),
  parents: OFFERED.filter(({ organism }) => organism).flatMap((one) => [one, ...one.stages]),
  now: () => Date.now(),
  newId,
});
const shelf = new ModelShelf(play, { kept: cachedModels, report: builtReport, series: builtSeries });
if (play.live.recorded && !playback.reducedMotion()) play.replayRun({ unattended: true });
mount(App, { target, props: { play, library, shelf, training } });
void library.start(hash);
void play.ownModels.refresh();
void play.start();
