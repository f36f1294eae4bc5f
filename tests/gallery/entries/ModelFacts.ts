import ModelFacts from '#ui/components/ModelFacts.svelte';
import { entry } from '../entry.ts';
import { offeredModel } from '../model-shelf.ts';

const onSay = (): void => {};

export default entry(ModelFacts, {
  about: 'What a model is: size, parameters, licence, digest, whether it loads offline, where it is from.',
  place: 'runs',
  scenes: {
    'an organism': () => ({ card: offeredModel('organism-wait'), offline: 'kept in this browser', onSay }),
    'from elsewhere': () => ({ card: offeredModel('smollm2-135m'), offline: 'a file on your disk', onSay }),
  },
});
