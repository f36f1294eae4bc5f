/** Mounts the page. The only place that knows which engine and which models the page is given. */
import { mount } from 'svelte';
import { Play } from '#state/play.svelte.ts';
import App from '#ui/App.svelte';
import '#ui/theme.css';
import '#ui/base.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no element "app".');
const play = new Play({
  openHost: null,
  models: [],
  app: 'second-thought 0.1.0',
  now: () => new Date().toISOString(),
  recorded: null,
  hash: location.hash,
});
mount(App, { target, props: { play } });
