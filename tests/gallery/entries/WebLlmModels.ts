import { AppError } from '#core/app-error.ts';
import WebLlmModels from '#ui/components/WebLlmModels.svelte';
import { entry } from '../entry.ts';
import { bare } from '../recorded.ts';
import { looked } from '../web-llm.ts';

export default entry(WebLlmModels, {
  about:
    'The part of the Models screen that is web-llm’s: which engine when, its models, folders of one’s own.',
  place: 'over',
  scenes: {
    'what is offered': () => ({ play: looked(bare()) }),
    'a browser that keeps nothing': () => {
      const play = bare();
      play.webLlm.failure = new AppError('storage-unavailable', 'This browser keeps no files for this page.');
      return { play };
    },
  },
});
