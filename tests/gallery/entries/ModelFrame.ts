import { createRawSnippet } from 'svelte';
import ModelFrame from '#ui/components/ModelFrame.svelte';
import { entry } from '../entry.ts';

const html = (text: string) => createRawSnippet(() => ({ render: () => text }));
const frame = (use: string | null) => () => ({
  id: 'model',
  use,
  title: html('<h3 id="model-name">A model</h3>'),
  deeds: html('<button>Load</button>'),
  children: html('<p>What it is.</p>'),
});

export default entry(ModelFrame, {
  about: 'A model on the Models screen: its title, what can be done with it, and what there is to say.',
  place: 'answer',
  scenes: { 'at rest': frame(null), 'in use': frame('loaded') },
});
