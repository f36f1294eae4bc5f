/**
 * What the Models screen knows beyond the catalog: what was measured, which files the browser keeps, and what can be done
 * with the models that were made here. Nothing here throws: what failed is said.
 */
import { AppError } from '#core/app-error.ts';
import type { ModelCard, OfferedModel } from '#engine/catalog.ts';
import type { OwnModelSummary } from '#storage/model-store.ts';
import type { ReportFile } from './organism-figures.ts';
import type { Play } from './play.svelte.ts';
import type { TrainingSeries } from './training-series.ts';

export type { OwnModelSummary };

export interface ShelfParts {
  /** Of these files, those that load without a server, by sha256; null where the browser keeps none. */
  readonly kept: (cards: readonly ModelCard[]) => Promise<ReadonlySet<string> | null>;
  /** Null where there is none. */
  readonly report: (card: ModelCard) => Promise<ReportFile | null>;
  readonly series: (card: ModelCard) => Promise<TrainingSeries | null>;
}
/** What was measured of an organism; null for what there is not. */
export interface Measured {
  readonly report: ReportFile | null;
  readonly series: TrainingSeries | null;
}

export class ModelShelf {
  readonly #play: Play;
  readonly #parts: ShelfParts;
  kept = $state.raw<ReadonlySet<string> | null>(null);
  /** By the model's id; absent until it is looked for. */
  measured = $state.raw<Readonly<Record<string, Measured>>>({});

  constructor(play: Play, parts: ShelfParts) {
    this.#play = play;
    this.#parts = parts;
  }

  /** Which files are kept now. */
  async look(): Promise<void> {
    const { catalog } = this.#play.model;
    this.kept = await this.#parts.kept(catalog.flatMap((model) => [model, ...model.stages]));
  }

  /** Only figures of the very file that is offered: those of another would be a lie. */
  async measure(model: OfferedModel): Promise<void> {
    if (model.id in this.measured) return;
    const [report, series] = await Promise.all([
      this.#parts.report(model).catch(() => null),
      this.#parts.series(model).catch(() => null),
    ]);
    const isOf = report?.model.sha256 === model.sha256;
    const ends = series?.points.at(-1)?.sha256 === model.sha256;
    const found = { report: isOf ? report : null, series: ends ? series : null };
    this.measured = { ...this.measured, [model.id]: found };
  }

  // Models that were made here

  async rename(id: string, typed: string): Promise<void> {
    await this.#tried(async () => {
      await this.#play.ownModels.rename(id, typed);
      this.#play.say(`Renamed to “${this.#nameOf(id)}”.`);
    });
  }
  /** It can be brought back until another one is deleted. */
  async erase(id: string): Promise<void> {
    const name = this.#nameOf(id);
    await this.#tried(async () => {
      await this.#play.ownModels.erase(id);
      this.#play.say(`“${name}” is deleted.`);
    });
  }
  async undo(): Promise<void> {
    const name = this.#play.ownModels.erased?.name;
    await this.#tried(async () => {
      await this.#play.ownModels.undo();
      this.#play.say(`“${name}” is back.`);
    });
  }
  /** For downloads; null when it could not be read. */
  fileOf(id: string): Promise<{ readonly name: string; readonly blob: Blob } | null> {
    return this.#tried(() => this.#play.ownModels.file(id));
  }

  #nameOf(id: string): string {
    return this.#play.ownModels.list.find((model) => model.id === id)?.name ?? id;
  }
  async #tried<T>(deed: () => Promise<T>): Promise<T | null> {
    try {
      return await deed();
    } catch (thrown) {
      this.#play.say(AppError.from(thrown).message);
      return null;
    }
  }
}
