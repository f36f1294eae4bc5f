import CheckScreen from '#ui/screens/Check.svelte';
import { checked, uncheckable } from '../checked.ts';
import { entry } from '../entry.ts';

export default entry(CheckScreen, {
  about: 'The page ?check=web-llm, whole.',
  place: 'screen',
  scenes: {
    before: () => checked('before'),
    'checks are under way': () => checked('running'),
    'all passed': () => checked('passed'),
    'some failed': () => checked('failed'),
    'no WebGPU': () => uncheckable('WebGPU is not available here'),
  },
});
