import { AppError } from '#core/app-error.ts';
import CheckChoice from '#ui/components/CheckChoice.svelte';
import { checked, doubtful, uncheckable } from '../checked.ts';
import { entry } from '../entry.ts';

export default entry(CheckChoice, {
  about:
    'The part of ?check=web-llm above the table: which model, run and stop, or why nothing can be checked.',
  place: 'runs',
  scenes: {
    before: () => checked('before'),
    'a software renderer': () => doubtful(),
    'the model is being fetched': () => checked('fetching'),
    'a check is under way': () => checked('running'),
    'all passed': () => checked('passed'),
    'some failed': () => checked('failed'),
    'no WebGPU': () => uncheckable('WebGPU is not available here'),
    'a GPU that is too small': () =>
      uncheckable("this GPU's maxStorageBuffersPerShaderStage is 8, and web-llm needs 10"),
    'a browser that keeps nothing': () => {
      const scene = checked('before');
      scene.check.webLlm.offers = null;
      scene.check.webLlm.failure = new AppError(
        'storage-unavailable',
        'This browser keeps no files for this page.',
      );
      return scene;
    },
  },
});
