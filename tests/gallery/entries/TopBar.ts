import type { Play } from '#state/play.svelte.ts';
import TopBar from '#ui/components/TopBar.svelte';
import { entry } from '../entry.ts';
import { bare, loading, ready } from '../recorded.ts';

const acts = { onHelp: () => {}, onFile: () => {} };
function fromDisk(): { play: Play } {
  const play = ready();
  const { loaded } = play.model;
  const source = { type: 'file', name: 'SmolLM2-135M-Instruct-Q4_1.gguf', file: new Blob([]) } as const;
  if (loaded !== null) play.model.loaded = { ...loaded, name: source.name, source };
  return { play };
}

export default entry(TopBar, {
  about: 'Screens, model, seed, temperature, theme, help.',
  place: 'over',
  scenes: {
    'no model': () => ({ play: bare(), ...acts }),
    'a model on its way': () => ({ play: loading(null), ...acts }),
    'a model': () => ({ play: ready(), ...acts }),
    'a model from disk': () => ({ ...fromDisk(), ...acts }),
    'on the Runs screen': () => ({ play: ready('#screen=runs') }),
  },
});
