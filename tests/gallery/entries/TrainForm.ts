import TrainForm from '#ui/components/TrainForm.svelte';
import { entry, find } from '../entry.ts';
import { trained } from '../trained.ts';

export default entry(TrainForm, {
  about: 'What to train, on what and how long.',
  place: 'side',
  scenes: {
    ready: () => trained('idle'),
    settings: () => trained('idle'),
    'nothing to read': () => trained('idle', '#screen=train&reads=0-0-0-0'),
    'a model that is not here': () => trained('idle', '#screen=train&parent=own-gone'),
    'while it trains': () => trained('running'),
  },
  then: { settings: (root) => find(root, 'summary').click() },
});
