import { createRawSnippet } from 'svelte';
import KeptRow from '#ui/components/KeptRow.svelte';
import { entry } from '../entry.ts';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));
const button = createRawSnippet(() => ({ render: () => '<button>Open</button>' }));

export default entry(KeptRow, {
  about: 'What is kept, in a list: its name, facts, what it came to, and what can be done with it.',
  place: 'list',
  scenes: {
    plain: () => ({
      id: 'kept',
      name: 'Eva has 10 pens',
      about: 'Eva has 10 pens and buys 3 more.',
      facts: words('3 branches'),
      outcome: words('no answer yet'),
      deeds: button,
      onOpen: () => {},
      onRename: () => {},
    }),
  },
});
