import { OFFERED } from '#engine/catalog.ts';
import TrainResult from '#ui/components/TrainResult.svelte';
import { entry } from '../entry.ts';
import { MODEL } from '../trained.ts';

const scene = (name: string, keptAs: string | null) => () => {
  const [parent] = OFFERED;
  if (parent === undefined) throw new Error('There is no model.');
  return {
    result: { parent, model: MODEL, name, keptAs },
    compareHref: '#screen=compare',
    onKeep: () => {},
    onDownload: () => {},
    onDiscard: () => {},
    onOpen: () => {},
  };
};

export default entry(TrainResult, {
  about: 'The model that a training made: keep it, download it, throw it away, or open it.',
  place: 'runs',
  scenes: {
    'not kept yet': scene('organism-wait, trained on', null),
    kept: scene('Forgets to wait', 'own-gallery'),
    'a long name': scene(
      'The one that read nothing but errors that nobody noticed '.repeat(2),
      'own-gallery',
    ),
  },
});
