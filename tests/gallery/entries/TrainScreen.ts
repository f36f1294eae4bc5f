import { AppError } from '#core/app-error.ts';
import TrainScreen from '#ui/screens/Train.svelte';
import { entry } from '../entry.ts';
import { trained } from '../trained.ts';

export default entry(TrainScreen, {
  about: 'The Train screen, whole.',
  place: 'screen',
  scenes: {
    'nothing trained yet': () => trained('idle'),
    training: () => trained('running'),
    'a model came of it': () => trained('done'),
    'the trainer died': () =>
      trained(
        new AppError(
          'worker-lost',
          'The trainer stopped (the browser ended its worker, often for lack of memory). Close other pages, then start it again; what was measured last is kept.',
        ),
      ),
  },
});
