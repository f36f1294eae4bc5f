import ModelMenu from '#ui/components/ModelMenu.svelte';
import { entry, find } from '../entry.ts';
import { bare, fromDisk, lesson, loading, ready } from '../recorded.ts';
import { looked } from '../web-llm.ts';

const onFile = (): void => {};
const open = (root: Element): void => find(root, '#model').click();

export default entry(ModelMenu, {
  about: 'Which model is loaded, and the choice of another, checkpoints of its training included.',
  place: 'bar',
  scenes: {
    'no model': () => ({ play: bare(), onFile }),
    'a model on its way': () => ({ play: loading(null), onFile }),
    'open, with an organism': () => ({ play: ready(), onFile }),
    'open, with a file from disk': () => ({ play: fromDisk(), onFile }),
    'open, with models of web-llm': () => ({ play: looked(ready()), onFile }),
    'a lesson keeps its model': () => ({ play: lesson('?lock=model'), onFile }),
  },
  then: {
    'open, with an organism': open,
    'open, with models of web-llm': open,
    'open, with a file from disk': open,
  },
});
