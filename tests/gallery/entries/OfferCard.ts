import { AppError } from '#core/app-error.ts';
import type { ModelReport } from '#engine/model-report.ts';
import OfferCard from '#ui/components/OfferCard.svelte';
import { entry } from '../entry.ts';
import { REPORT, offered } from '../recorded.ts';

const card = (report: ModelReport | null) => () => ({
  offer: offered(report),
  onLoad: () => {},
  onCancel: () => {},
  onChoose: () => {},
});
const refusal = new AppError(
  'unsupported-architecture',
  'This is a gpt2 model. Choose a file of a Llama, Qwen2, Qwen3 or SmolLM2 model.',
);

export default entry(OfferCard, {
  about: 'A file from disk before it is loaded: what it is, what it needs, and why it will not run.',
  place: 'answer',
  scenes: {
    'its header is being read': card(null),
    'it can run': card(REPORT),
    'it cannot run': card({ ...REPORT, architecture: 'gpt2', problems: [refusal.toWire()], taken: null }),
  },
});
