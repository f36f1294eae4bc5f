import TopBar from '#ui/components/TopBar.svelte';
import { entry } from '../entry.ts';
import { bare, fromDisk, loading, ready } from '../recorded.ts';

const acts = { onHelp: () => {}, onFile: () => {} };
export default entry(TopBar, {
  about: 'Screens, model, seed, temperature, theme, help.',
  place: 'over',
  scenes: {
    'no model': () => ({ play: bare(), ...acts }),
    'a model on its way': () => ({ play: loading(null), ...acts }),
    'a model': () => ({ play: ready(), ...acts }),
    'a model from disk': () => ({ play: fromDisk(), ...acts }),
    'on the Runs screen': () => ({ play: ready('#screen=runs') }),
  },
});
