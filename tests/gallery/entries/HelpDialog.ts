import { LEVERS } from '#state/levers.ts';
import HelpDialog from '#ui/components/HelpDialog.svelte';
import { entry } from '../entry.ts';

export default entry(HelpDialog, {
  about: 'Keys and signs, under “?”.',
  place: 'over',
  scenes: { open: () => ({ open: true, levers: LEVERS }) },
});
