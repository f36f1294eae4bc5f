/**
 * The comparisons of methods that are kept: the list, and what can be done with it. Nothing here throws: what failed, and what
 * happened, is said.
 */
import { AppError } from '#core/app-error.ts';
import type { ComparisonStore, ComparisonSummary } from '#storage/comparison-store.ts';
import type { Library } from './library.svelte.ts';
import { UNDO_MS } from './library.svelte.ts';
import { plainTitle } from './plain-title.ts';
import type { Play } from './play.svelte.ts';
import { WRITING } from './runs-open.ts';
import { parseLink } from './url.ts';
import { needsRoom, takeRoom } from './waits-for-room.ts';

export type { ComparisonSummary };

const LONGEST_TITLE = 200;

export interface KeptComparisonsParts {
  readonly store: ComparisonStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Its own name, or else its methods. */
export function comparisonTitle({ title, methods }: Pick<ComparisonSummary, 'title' | 'methods'>): string {
  return title === '' ? methods.join(' · ') : title;
}

export class KeptComparisons {
  list = $state.raw<readonly ComparisonSummary[]>([]);
  /** What the outcomes of all methods take; null until it is known. */
  bytes = $state.raw<number | null>(null);
  /** Deleted last, and still to be had back. */
  removed = $state.raw<{ readonly id: string; readonly title: string } | null>(null);
  /** The last deletion was for good. */
  isErased = $state(false);
  /** What just happened. */
  said = $state('');
  readonly #play: Play;
  readonly #library: Pick<Library, 'autosave'>;
  readonly #parts: KeptComparisonsParts;
  #query = '';

  constructor(play: Play, library: Pick<Library, 'autosave'>, parts: KeptComparisonsParts) {
    this.#play = play;
    this.#library = library;
    this.#parts = parts;
  }

  async start(): Promise<void> {
    await this.#tried(() => this.#parts.store.purge(this.#parts.now() - UNDO_MS));
  }

  async refresh(query = this.#query): Promise<void> {
    if (query !== this.#query) this.isErased = false;
    this.#query = query;
    await this.#tried(async () => {
      const list = await this.#parts.store.list(query);
      if (query === this.#query) this.list = list;
      this.bytes = await this.#parts.store.bytes();
    });
  }

  /** True when the address asks for it, and the model that it was made with is loaded. */
  async open(id: string): Promise<boolean> {
    const wanted = this.list.find((one) => one.id === id);
    if (wanted === undefined) return false;
    this.said = '';
    const reason = this.#busy ?? (await this.#bringModel(wanted));
    if (reason !== null) {
      this.said = reason;
      return false;
    }
    const { methods, of, family, level, chance, count, limit, file } = parseLink(wanted.link).state;
    this.#play.set({ methods, of, family, level, chance, count, limit, file, item: 0 });
    return true;
  }

  /** An empty name brings that of its methods back. */
  async rename(id: string, typed: string): Promise<void> {
    const title = plainTitle(typed).slice(0, LONGEST_TITLE);
    await this.#tried(async () => {
      await this.#parts.store.rename(id, title);
      this.said = title === '' ? 'It goes by its methods again.' : `Renamed to “${title}”.`;
    });
    await this.refresh();
  }

  async remove(id: string): Promise<void> {
    const wanted = this.list.find((one) => one.id === id);
    if (wanted === undefined) return;
    if (this.#play.elsewhere !== null) {
      this.said = this.#play.elsewhere;
      return;
    }
    const title = comparisonTitle(wanted);
    await this.#tried(async () => {
      if (needsRoom(this.#library.autosave, this.#play.waits)) return this.#makeRoom(id, title);
      await this.#parts.store.remove(id, this.#parts.now());
      this.removed = { id, title };
      this.isErased = false;
      this.said = `“${title}” is deleted.`;
    });
    await this.refresh();
  }

  /** What waits to be kept takes the room. */
  async #makeRoom(id: string, title: string): Promise<void> {
    await this.#parts.store.erase(id);
    this.removed = null;
    this.isErased = true;
    await takeRoom(this.#library.autosave, this.#play.waits);
    this.said = `“${title}” is deleted for good, to make room.`;
  }

  async undo(): Promise<void> {
    const { removed } = this;
    if (removed === null) return;
    await this.#tried(async () => {
      await this.#parts.store.restore(removed.id);
      this.removed = null;
      const all = await this.#parts.store.list('');
      this.said = all.some(({ id }) => id === removed.id)
        ? `“${removed.title}” is back.`
        : `“${removed.title}” cannot come back: its room was needed. Compare the methods again.`;
    });
    await this.refresh();
  }

  get #busy(): string | null {
    return this.#play.running === null ? this.#play.elsewhere : WRITING;
  }

  /** Loads the model that it was made with; why it cannot be shown, ending with what to do, or null when it can. */
  async #bringModel(wanted: ComparisonSummary): Promise<string | null> {
    const play = this.#play;
    const { model } = parseLink(wanted.link).state;
    const name = play.model.makerOf({ id: wanted.model, sha256: wanted.sha256 });
    const has = (): boolean => play.model.info?.model.sha256 === wanted.sha256;
    if (!has()) {
      if (play.fixed.model !== null) return play.fixed.model;
      if (model === '') return `It was made with ${name}, a file from disk. Open that file on Models first.`;
      this.said = `${name} is loading.`;
      await play.loadModel(model);
      const { source } = play.model.loaded ?? {};
      if (source === undefined || source.type === 'file' || source.id !== model) return play.said;
      if (!has())
        return `It was made with another version of ${name}, which is not here any more. Compare the methods again with this one, or delete it.`;
      this.said = '';
    }
    return this.#bringEngine(wanted, name);
  }

  /** Outcomes of different engines are kept apart: they need not agree in the last digit. */
  async #bringEngine({ backend }: ComparisonSummary, name: string): Promise<string | null> {
    const play = this.#play;
    const runs = (): string => play.model.info?.backend ?? '';
    if (runs() !== backend && (runs() === 'webllm' || backend === 'webllm'))
      await play.chooseEngine(backend === 'webllm' ? 'webllm' : 'auto');
    return runs() === backend
      ? null
      : `It was made on ${backend}, and ${name} runs on ${runs()} here. Open it in a browser that has ${backend}, or compare the methods again.`;
  }

  async #tried(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (thrown) {
      this.said = AppError.from(thrown).message;
    }
  }
}
