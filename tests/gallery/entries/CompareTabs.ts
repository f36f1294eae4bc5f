import CompareTabs from '#ui/components/CompareTabs.svelte';
import { entry } from '../entry.ts';
import { ready } from '../recorded.ts';

export default entry(CompareTabs, {
  about: 'The tabs of Compare: models, methods, and the catalogue of methods.',
  place: 'runs',
  scenes: {
    models: () => ({ play: ready('#screen=compare') }),
    methods: () => ({ play: ready('#screen=methods&methods=backtrack;samples=3') }),
  },
});
