import SheetButtons from '#ui/components/SheetButtons.svelte';
import { entry } from '../entry.ts';

const onToggle = (): void => {};

export default entry(SheetButtons, {
  about: 'On narrow screens: what opens token and branches as sheets.',
  place: 'bar',
  scenes: {
    closed: () => ({ sheet: null, branches: 5, onToggle }),
    'token open': () => ({ sheet: 'token' as const, branches: 1, onToggle }),
  },
});
