import { createRawSnippet } from 'svelte';
import Popup from '#ui/components/Popup.svelte';
import { entry } from '../entry.ts';

const children = createRawSnippet(() => ({
  render: () =>
    '<button class="item"><strong>an item</strong><span class="hint">what it does</span></button>',
}));

export default entry(Popup, {
  about: 'The panel that a lever opens; Esc closes it, arrow keys walk through it.',
  place: 'bar',
  scenes: { open: () => ({ id: 'popup', title: 'A menu', by: 'nothing', open: true, children }) },
});
