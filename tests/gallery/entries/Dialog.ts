import { createRawSnippet } from 'svelte';
import Dialog from '#ui/components/Dialog.svelte';
import { entry } from '../entry.ts';

const children = createRawSnippet(() => ({ render: () => '<p>What the dialog says.</p>' }));
const dialog = (narrow: boolean) => () => ({ id: 'dialog', title: 'A dialog', open: true, narrow, children });

export default entry(Dialog, {
  about: 'A dialog over the page; Esc closes it.',
  place: 'over',
  scenes: { wide: dialog(false), narrow: dialog(true) },
});
