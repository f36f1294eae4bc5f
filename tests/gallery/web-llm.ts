/** What the gallery is told of web-llm: a GPU without 16-bit numbers, one model kept, one folder by address. */
import type { MlcMachine } from '#engine/mlc/machine.ts';
import { offersOn } from '#engine/mlc/offers.ts';
import type { KeptModel } from '#engine/mlc/kept-models.ts';
import type { Play } from '#state/play.svelte.ts';
import type { MlcOffer } from '#state/web-llm-models.svelte.ts';

export const MACHINE: MlcMachine = {
  lack: null,
  f16: false,
  software: null,
  memory: 4 * 2 ** 30,
  online: true,
};
const file = (bytes: number) => [{ kind: 'model', name: 'params_shard_0.bin', bytes, sha256: null }] as const;
const KEPT: readonly KeptModel[] = [
  {
    ...{
      id: 'SmolLM2-360M-Instruct-q4f32_1-MLC',
      name: 'SmolLM2 360M Instruct',
      license: 'Apache-2.0',
      own: false,
    },
    ...{ folder: '', library: '', files: file(204e6), keptBytes: 204e6, whole: true },
  },
  {
    ...{ id: 'mlc-0123456789ab', name: 'Mine-q4f32_1-MLC', license: 'not stated', own: true },
    ...{ folder: 'https://example.org/Mine-q4f32_1-MLC/', library: 'https://example.org/mine.wasm' },
    ...{ files: [], keptBytes: 0, whole: false },
  },
];
export const OFFERS: readonly MlcOffer[] = offersOn(MACHINE, KEPT);

export function offeredOf(id: string): MlcOffer {
  const found = OFFERS.find((offer) => offer.id === id);
  if (found === undefined) throw new Error(`There is no offer ${id}.`);
  return found;
}

/** The page after somebody has looked. */
export function looked(play: Play): Play {
  play.webLlm.offers = OFFERS;
  return play;
}
