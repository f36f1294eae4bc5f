import SettingsMenu from '#ui/components/SettingsMenu.svelte';
import { entry, find } from '../entry.ts';
import { ready } from '../recorded.ts';

export default entry(SettingsMenu, {
  about: 'Colours, type size, and the way to a lesson link.',
  place: 'bar',
  scenes: { closed: () => ({ play: ready() }), open: () => ({ play: ready('#type=projector') }) },
  then: { open: (root) => find(root, '#settings').click() },
});
