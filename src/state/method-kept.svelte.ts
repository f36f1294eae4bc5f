/**
 * What the browser keeps of one run of a method. What could not be kept stays here, and is tried again with the next
 * outcome, before the next run, and when room was made. Nothing here throws: see `error`.
 */
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import { parseTrace, serialiseTrace } from '#core/trace/serialise.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import type { MethodStore } from '#storage/method-store.ts';
import { packText, unpackText } from './packed-text.ts';

/** Most bytes that a kept trace may unpack to. */
const MAX_TRACE = 200_000_000;
const GONE =
  'A part of what is finished was deleted meanwhile, so a reload would not have it. Press Run: what is gone is done again and kept.';

interface Finished {
  readonly outcome: ItemOutcome;
  readonly trace: Trace;
}

export class KeptOutcomes {
  /** Why not all is kept; null while it is. */
  error = $state.raw<AppError | null>(null);
  readonly #run: string;
  readonly #store: MethodStore;
  /** One a problem. */
  #unkept: readonly Finished[] = [];
  /** One save after the other. */
  #saving: Promise<void> = Promise.resolve();

  /** @param run what it is kept by */
  constructor(run: string, store: MethodStore) {
    this.#run = run;
    this.#store = store;
  }

  get isFull(): boolean {
    return this.error?.code === 'storage-full';
  }

  /** Null when they could not be read. */
  async outcomes(): Promise<ItemOutcome[] | null> {
    try {
      const texts = await this.#store.outcomes(this.#run);
      return texts.map((text) => JSON.parse(text) as ItemOutcome);
    } catch (thrown) {
      this.error = AppError.from(thrown);
      return null;
    }
  }

  /** Null where it is not kept. Rejects where it cannot be read. */
  async trace(item: string): Promise<Trace | null> {
    const unkept = this.#find(item);
    if (unkept !== undefined) return unkept.trace;
    const packed = await this.#store.trace(this.#run, item);
    if (packed === null) return null;
    const trace = parseTrace(await unpackText(packed, MAX_TRACE));
    if (trace instanceof AppError) throw trace;
    return trace;
  }

  keep(outcome: ItemOutcome, trace: Trace): Promise<void> {
    const { item } = outcome;
    this.#unkept = [...this.#unkept.filter((one) => one.outcome.item !== item), { outcome, trace }];
    return this.#saveInTurn(item);
  }
  /** What could not be kept before. */
  keepAgain(): Promise<void> {
    return this.#saveInTurn(null);
  }

  /** Those of these problems that a reload would still find, or that are here to be kept. @param items ids */
  async stillThere(items: readonly string[]): Promise<readonly string[]> {
    const read = await this.outcomes();
    if (read === null) return items;
    const kept = read.map(({ item }) => item);
    if (this.#unkept.length === 0) this.error = null;
    return items.filter((item) => kept.includes(item) || this.#find(item) !== undefined);
  }
  /** Another tab, or another screen, may have deleted some. @param items ids of those that should be there */
  async check(items: readonly string[]): Promise<void> {
    const there = await this.stillThere(items);
    if (there.length < items.length) this.error = new AppError('storage-unavailable', GONE);
  }

  /** For good, here and where it is kept. */
  async erase(): Promise<void> {
    this.#unkept = [];
    try {
      await this.#saving;
      await this.#store.erase(this.#run);
      this.error = null;
    } catch (thrown) {
      this.error = AppError.from(thrown);
    }
  }

  #saveInTurn(first: string | null): Promise<void> {
    return (this.#saving = this.#saving.then(() => this.#saveAll(first)));
  }
  /** Where one finds no room, the others are not tried. */
  async #saveAll(first: string | null): Promise<void> {
    const items = this.#unkept.map(({ outcome }) => outcome.item).filter((item) => item !== first);
    for (const item of first === null ? items : [first, ...items]) if (!(await this.#save(item))) return;
  }
  /** False when it failed. */
  async #save(item: string): Promise<boolean> {
    const finished = this.#find(item);
    if (finished === undefined) return true;
    try {
      const trace = await packText(serialiseTrace(finished.trace));
      const outcome = JSON.stringify(finished.outcome);
      await this.#store.save({ run: this.#run, item, outcome, trace });
    } catch (thrown) {
      this.error = AppError.from(thrown);
      return false;
    }
    this.#unkept = this.#unkept.filter((one) => one !== finished);
    if (this.#unkept.length === 0) this.error = null;
    return true;
  }
  #find(item: string): Finished | undefined {
    return this.#unkept.find(({ outcome }) => outcome.item === item);
  }
}
