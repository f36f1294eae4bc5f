/**
 * The slider through an organism's training. Its places are the checkpoints, earliest first, and then the finished model.
 * A checkpoint is loaded when the slider rests on it: what it passes over is not fetched.
 */
import type { OfferedModel } from '#engine/catalog.ts';
import type { ModelSlot } from './model-slot.svelte.ts';
import type { Playback } from './replay.svelte.ts';

interface Parts {
  readonly slot: Pick<ModelSlot, 'source'>;
  readonly load: (id: string) => void;
  readonly later: Playback['later'];
}
/** How long the slider rests before it counts, milliseconds. */
const REST = 350;

export class CheckpointChoice {
  readonly #parts: Parts;
  /** Where the slider was moved to, until that is loaded. */
  #moved = $state.raw<{ readonly model: string; readonly place: number } | null>(null);
  #cancel = (): void => {};

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The place of what is loaded or on its way, else of the finished model. */
  placeOf(model: OfferedModel): number {
    if (this.#moved?.model === model.id) return this.#moved.place;
    const { source } = this.#parts.slot;
    const stage = model.stages.findIndex(({ id }) => source?.type === 'catalog' && id === source.id);
    return stage === -1 ? model.stages.length : stage;
  }

  /** @param place 0 … stages.length; the last is the finished model. */
  move(model: OfferedModel, place: number): void {
    this.leave();
    this.#moved = { model: model.id, place };
    this.#cancel = this.#parts.later(REST, () => {
      this.leave();
      this.#parts.load(model.stages[place]?.id ?? model.id);
    });
  }

  /** Another model was chosen meanwhile. */
  leave(): void {
    this.#cancel();
    this.#moved = null;
  }
}
