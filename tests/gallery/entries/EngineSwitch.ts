import type { Play } from '#state/play.svelte.ts';
import EngineSwitch from '#ui/components/EngineSwitch.svelte';
import { entry } from '../entry.ts';
import { ENGINE, ready } from '../recorded.ts';

const of = (play: Play) => ({ play, onChoose: () => {} });

export default entry(EngineSwitch, {
  about: 'What runs the loaded model: onnxruntime, or web-llm where its library fits.',
  place: 'side',
  scenes: {
    'no library in this build': () => of(ready()),
    'on web-llm': () => {
      const play = ready();
      const { loaded } = play.model;
      if (loaded !== null) play.model.loaded = { ...loaded, info: { ...ENGINE, backend: 'webllm' } };
      return of(play);
    },
  },
});
