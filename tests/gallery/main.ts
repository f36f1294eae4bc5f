/**
 * The gallery: every component in its states, drawn from recorded traces. Without a hash it lists all of them; with
 * #scene=<component>/<state>&theme=<light or dark> it shows one, as a frame of the list and for the tests.
 */
import { mount } from 'svelte';
import '#ui/theme.css';
import '#ui/base.css';
import type { Entry } from './entry.ts';
import Gallery from './Gallery.svelte';
import './scene.css';

const modules = import.meta.glob<{ default: Entry }>('./entries/*.ts', { eager: true });
const entries = Object.entries(modules).map(([path, module]) => ({
  name: path.replace(/^.*\/|\.ts$/g, ''),
  ...module.default,
}));
const target = document.getElementById('gallery');
if (target === null) throw new Error('index.html has no element "gallery".');

let clear = (): void => {};
/** Another hash draws another scene in the same page, which is much faster than a page for each. */
function drawScene(into: HTMLElement, scene: string, theme: string): void {
  clear();
  into.replaceChildren();
  const [name, state] = scene.split('/');
  const draw = entries.find((entry) => entry.name === name)?.scenes[state ?? ''];
  if (draw === undefined) throw new Error(`The gallery has no scene ${scene}.`);
  document.documentElement.dataset['theme'] = theme;
  document.title = scene;
  clear = draw(into);
}
function follow(into: HTMLElement): void {
  const asked = new URLSearchParams(location.hash.slice(1));
  const scene = asked.get('scene');
  if (scene !== null) drawScene(into, scene, asked.get('theme') ?? 'light');
}

follow(target);
if (location.hash.startsWith('#scene=')) addEventListener('hashchange', () => follow(target));
else mount(Gallery, { target, props: { entries } });
