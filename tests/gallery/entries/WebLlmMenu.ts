import WebLlmMenu from '#ui/components/WebLlmMenu.svelte';
import { entry } from '../entry.ts';
import { bare } from '../recorded.ts';
import { looked } from '../web-llm.ts';

export default entry(WebLlmMenu, {
  about: 'The part of the model menu with the models that only web-llm runs: size, memory, or why not.',
  place: 'side',
  scenes: { 'what is offered': () => ({ play: looked(bare()), onChoose: () => {} }) },
});
