import { createRawSnippet } from 'svelte';
import SetupSection from '#ui/components/SetupSection.svelte';
import { entry } from '../entry.ts';

const children = createRawSnippet(() => ({
  render: () => '<label class="field"><span>How many</span><input type="number" value="4"></label>',
}));
const note = createRawSnippet(() => ({ render: () => '<p>A word about it.</p>' }));

export default entry(SetupSection, {
  about: 'A part of what is asked for, its fields side by side.',
  place: 'answer',
  scenes: {
    plain: () => ({ id: 'setup-plain', title: 'Problems', children }),
    'with a note': () => ({ id: 'setup-note', title: 'Problems', children, note }),
  },
});
