import EditableName from '#ui/components/EditableName.svelte';
import { entry, find } from '../entry.ts';

const props = () => ({ id: 'name', name: 'Waits now', longest: 80, onRename: () => {} });

export default entry(EditableName, {
  about: 'A title that can be written over.',
  place: 'answer',
  scenes: { 'at rest': props, 'being renamed': props },
  then: { 'being renamed': (root) => find(root, 'button').click() },
});
