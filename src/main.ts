/** Mounts the page. The only place that knows which engine and which models the page is given. */
import { mount } from 'svelte';
import { CATALOG } from '#engine/catalog.ts';
import { openRemoteHost } from '#rpc/client.ts';
import { Play } from '#state/play.svelte.ts';
import App from '#ui/App.svelte';
import '#ui/theme.css';
import '#ui/base.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no element "app".');
const startWorker = (): Worker =>
  new Worker(new URL('../workers/engine.worker.ts', import.meta.url), { type: 'module' });
const play = new Play({
  openHost: () => openRemoteHost(startWorker),
  models: CATALOG,
  app: 'second-thought 0.1.0',
  now: () => new Date().toISOString(),
  recorded: null,
  hash: location.hash,
});
mount(App, { target, props: { play } });
void play.start();
