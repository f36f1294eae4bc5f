import FileDrop from '#ui/components/FileDrop.svelte';
import { entry } from '../entry.ts';
import { ready } from '../recorded.ts';

/** A file above the page, as the browser tells of it. */
function hover(): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([], 'organism.gguf'));
  dispatchEvent(new DragEvent('dragover', { dataTransfer }));
}

export default entry(FileDrop, {
  about: 'Takes a GGUF file that is dropped anywhere on the page.',
  place: 'answer',
  scenes: { 'nothing there': () => ({ play: ready() }), 'a file above the page': () => ({ play: ready() }) },
  then: { 'a file above the page': hover },
});
