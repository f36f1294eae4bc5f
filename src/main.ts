/** Mounts the page. The only place that knows which engine, models and storage the page is given. */
import { mount } from 'svelte';
import { OFFERED } from '#engine/catalog.ts';
import type { LibraryCard } from '#engine/backends/webllm/library.ts';
import { eraseModel } from '#engine/mlc/kept-models.ts';
import { readMachine } from '#engine/mlc/machine.ts';
import { addFolder, mlcOffers } from '#engine/mlc/offers.ts';
import { cachedModels } from '#engine/model-cache.ts';
import { openRemoteHost } from '#rpc/client.ts';
import { openRemoteTrainer } from '#rpc/trainer-client.ts';
import { Compare } from '#state/compare.svelte.ts';
import { builtReport, builtSeries } from '#state/figure-files.ts';
import { KeptComparisons } from '#state/kept-comparisons.svelte.ts';
import { Library } from '#state/library.svelte.ts';
import type { MethodLab } from '#state/method-lab.svelte.ts';
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
const { models: ownModels, methods: outcomes, comparisons, ...kept } = openStorage(navigator);
/** For models of this project, once it is built (models/organisms/mlc). */
const [webLlmLibrary = null] = Object.values(
  import.meta.glob<LibraryCard>('../models/organisms/mlc/library.json', { import: 'default', eager: true }),
);
const play = new Play({
  openHost: () => openRemoteHost(startWorker),
  models: OFFERED,
  ownModels,
  webLlm: {
    offers: mlcOffers,
    lack: async () => (await readMachine()).lack,
    add: addFolder,
    erase: eraseModel,
    library: webLlmLibrary,
  },
  app: 'second-thought 0.1.0',
  now: () => new Date().toISOString(),
  recorded,
  playback,
  hash,
  search,
});
const now = (): number => Date.now();
const library = new Library(play, {
  ...kept,
  now,
  later,
  newId,
});
const keptComparisons = new KeptComparisons(play, library, { store: comparisons, now });
const training = new Training(play, {
  openTrainer: () => openRemoteTrainer(startTrainer),
  parents: OFFERED.filter(({ organism }) => organism).flatMap((one) => [one, ...one.stages]),
  now,
  newId,
});
const shelf = new ModelShelf(play, { kept: cachedModels, report: builtReport, series: builtSeries });
const compare = new Compare(play, later);
let lab: Promise<MethodLab> | null = null;
const openLab = (): Promise<MethodLab> =>
  (lab ??= import('#state/method-lab.svelte.ts').then(
    (module) => new module.MethodLab(play, { outcomes, comparisons, now }),
  ));
if (new URLSearchParams(search).get('check') === 'web-llm') {
  const { mountCheck } = await import('./check-page.ts');
  mountCheck(target, play.webLlm);
} else {
  if (play.live.recorded && !playback.reducedMotion()) play.replayRun({ unattended: true });
  mount(App, { target, props: { play, compare, openLab, library, keptComparisons, shelf, training } });
  void library.start(hash);
  void keptComparisons.start();
  void play.ownModels.refresh();
  void play.start();
}
