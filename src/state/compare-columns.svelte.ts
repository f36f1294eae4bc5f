/** Which models stand side by side: those that the address names, of those that are here. */
import { CompareColumn } from './compare-column.svelte.ts';
import { MOST_MODELS, comparedModels, fileModel, firstModels } from './compare-models.ts';
import type { ComparedModel } from './compare-models.ts';
import { isOwnModel } from './own-models.svelte.ts';
import type { Play } from './play.svelte.ts';

export class CompareColumns {
  list = $state.raw<readonly CompareColumn[]>([]);
  readonly #play: Play;
  readonly #say: (words: string) => void;

  /** @param say tells the reader why something is refused. */
  constructor(play: Play, say: (words: string) => void) {
    this.#play = play;
    this.#say = say;
  }

  /** A file is here while it is open on the Play screen or stands in a column. */
  #files: readonly ComparedModel[] = $derived.by(() => {
    const open = fileModel(this.#play.model.loaded?.source ?? null);
    const standing = this.list.map(({ model }) => model).filter(({ file }) => file !== null);
    return open === null || standing.some(({ id }) => id === open.id) ? standing : [...standing, open];
  });
  /** Every model that can be chosen. */
  models: readonly ComparedModel[] = $derived.by(() => [
    ...comparedModels(this.#play.model.catalog, this.#play.ownModels.choices),
    ...this.#files,
  ]);
  #ids: readonly string[] = $derived(this.list.map(({ model }) => model.id));
  #unused: readonly ComparedModel[] = $derived(this.models.filter(({ id }) => !this.#ids.includes(id)));
  /** Why a lesson keeps the models as they are; null when they can be changed. */
  fixed: string | null = $derived.by(() => this.#play.fixed.model);
  /** Why there can be no other column; null when there can. */
  addReason: string | null = $derived.by(() => {
    if (this.fixed !== null) return this.fixed;
    if (this.list.length >= MOST_MODELS) return `There is room for ${MOST_MODELS}. Take one out first.`;
    return this.#unused.length === 0 ? 'Every model is here already.' : null;
  });

  /** Takes the models of the address. Resolves to one sentence for each that is not here. */
  async follow(): Promise<string[]> {
    const { link, ownModels } = this.#play;
    const asked = link.models === '' ? [] : link.models.split(',');
    const isHere = (id: string): boolean => this.models.some((model) => model.id === id);
    if (asked.some((id) => isOwnModel(id) && !isHere(id))) await ownModels.refresh();
    const here = asked.filter(isHere);
    this.#take(here.length === 0 ? firstModels(this.models) : here);
    return asked
      .filter((id) => !isHere(id))
      .map((id) => `The link asks for ${id}, which is not here${advice(id)}.`);
  }
  add(): void {
    const [next] = this.#unused;
    if (this.addReason !== null || next === undefined) this.#say(this.addReason ?? '');
    else this.#take([...this.#ids, next.id]);
  }
  choose(index: number, id: string): void {
    if (this.fixed !== null) this.#say(this.fixed);
    else this.#take(this.#ids.map((one, i) => (i === index ? id : one)));
  }
  remove(index: number): void {
    if (this.fixed !== null) this.#say(this.fixed);
    else this.#take(this.#ids.filter((_, i) => i !== index));
  }
  /** Not in another column: what this one can be changed to. */
  choicesFor(index: number): readonly ComparedModel[] {
    return this.models.filter(({ id }) => this.#ids.every((one, i) => i === index || one !== id));
  }

  /** Columns that stay keep their engine and what is written in them. */
  #take(ids: readonly string[]): void {
    const before = this.list;
    this.list = ids.flatMap((id, i) => {
      const model = this.models.find((one) => one.id === id);
      if (model === undefined || ids.indexOf(id) !== i) return [];
      return before.find((column) => column.model.id === id) ?? new CompareColumn(model, this.#play);
    });
    for (const column of before) if (!this.list.includes(column)) column.rest();
    const models = this.#ids.join(',');
    if (models !== this.#play.link.models) this.#play.set({ models });
  }
}

function advice(id: string): string {
  return id.startsWith('file-') ? ': open its file in Play first' : '';
}
