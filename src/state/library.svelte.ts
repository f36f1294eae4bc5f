/** The runs that are kept: the list, and what can be done with it. Nothing here throws: what failed stands in `failure`. */
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import { parseTrace } from '#core/trace/serialise.ts';
import type { RunSummary, StorageUse } from '#storage/run-store.ts';
import { plainTitle } from './plain-title.ts';
import type { Play } from './play.svelte.ts';
import { Autosave } from './runs-autosave.svelte.ts';
import type { AutosaveParts } from './runs-autosave.svelte.ts';
import { RunExchange } from './runs-exchange.ts';
import type { RunFile } from './runs-file.ts';
import { WRITING, openTrace } from './runs-open.ts';
import { readShared } from './runs-share.ts';
import { needsRoom, takeRoom } from './waits-for-room.ts';

/** How long a deleted run can be brought back: another tab may still offer it. */
export const UNDO_MS = 10 * 60 * 1000;

export class Library {
  readonly autosave: Autosave;
  /** Null until the first list is there. */
  runs = $state.raw<readonly RunSummary[] | null>(null);
  query = $state('');
  use = $state.raw<StorageUse | null>(null);
  /** What all kept runs take; null until it is known. */
  bytes = $state.raw<number | null>(null);
  /** Deleted last, and still to be had back. */
  removed = $state.raw<Pick<RunSummary, 'id' | 'title'> | null>(null);
  failure = $state.raw<AppError | null>(null);
  /** What just happened, for the status line. */
  said = $state('');
  readonly #play: Play;
  readonly #parts: AutosaveParts;
  readonly #exchange: RunExchange;

  constructor(play: Play, parts: AutosaveParts) {
    this.#play = play;
    this.#parts = parts;
    this.autosave = new Autosave(parts);
    this.#exchange = new RunExchange(parts);
  }

  /** @param hash as the page was opened with. */
  async start(hash: string): Promise<void> {
    await this.#tried(() => this.#parts.store.purge(this.#parts.now() - UNDO_MS));
    await this.followLink(hash);
  }

  /** Shows the run that the link names or carries; call it after Play has followed the same link. */
  async followLink(hash: string): Promise<void> {
    await this.#asked(async () => {
      const shared = await readShared(hash);
      if (shared !== null) return this.#show(await this.#exchange.takeTrace(shared));
      const { run } = this.#play.link;
      if (run !== '' && run !== this.autosave.runId) await this.#show(run);
    });
    if (this.failure !== null) this.#play.linkProblems = [this.failure.message];
  }

  async refresh(): Promise<void> {
    const { query } = this;
    await this.#tried(async () => {
      const runs = await this.#parts.store.list(query);
      if (query === this.query) this.runs = runs;
      const all = query.trim() === '' ? runs : await this.#parts.store.list('');
      this.bytes = all.reduce((sum, { bytes }) => sum + bytes, 0);
      this.use = await this.#parts.store.use();
    });
  }

  async search(query: string): Promise<void> {
    this.query = query;
    await this.refresh();
  }

  /** True when it is on the Play screen. */
  async open(id: string): Promise<boolean> {
    const { fixed, draft } = this.#play;
    const run = this.runs?.find((one) => one.id === id);
    if (fixed.problem !== null && run?.problem !== draft.problem.text) {
      this.said = `${fixed.problem} This run is of another one.`;
      return false;
    }
    return (await this.#asked(() => this.#show(id))) ?? false;
  }

  /** An empty title changes nothing. */
  async rename(id: string, title: string): Promise<void> {
    const wanted = plainTitle(title).slice(0, 200);
    if (wanted === '') return;
    await this.#asked(async () => {
      await this.#parts.store.rename(id, wanted);
      this.said = `Renamed to “${wanted}”.`;
    });
    await this.refresh();
  }

  async remove(id: string): Promise<void> {
    if (id === this.autosave.runId && this.#play.running !== null) {
      this.said = WRITING;
      return;
    }
    const title = this.runs?.find((run) => run.id === id)?.title ?? '';
    await this.#asked(async () => {
      await this.autosave.flush();
      if (needsRoom(this.autosave, this.#play.waits)) return this.#makeRoom(id, title);
      await this.#parts.store.remove(id, this.#parts.now());
      this.removed = { id, title };
      this.said = `“${title}” is deleted.`;
    });
    await this.refresh();
  }

  /** What waits to be kept takes the room. */
  async #makeRoom(id: string, title: string): Promise<void> {
    await this.#parts.store.erase(id);
    this.removed = null;
    await takeRoom(this.autosave, this.#play.waits);
    this.said = `“${title}” is deleted for good, to make room.`;
  }

  async undo(): Promise<void> {
    const { removed } = this;
    if (removed === null) return;
    await this.#asked(async () => {
      await this.#parts.store.restore(removed.id);
      this.removed = null;
      if ((await this.#parts.store.get(removed.id)) === null)
        throw new AppError(
          'bad-input',
          `“${removed.title}” cannot come back: its room was needed. Import it, if you have exported it.`,
        );
      this.said = `“${removed.title}” is back.`;
    });
    await this.refresh();
  }

  /** What is on screen, kept or not. */
  async exportScreen(): Promise<RunFile | null> {
    return this.#asked(async () => {
      const { trace } = this.#play.live;
      if (trace !== null) return this.#exchange.fileOfTrace(trace);
      throw new AppError('bad-input', 'There is nothing on the screen to export. Press Generate first.');
    });
  }
  async exportOne(id: string): Promise<RunFile | null> {
    return this.#asked(() => this.#exchange.file(id));
  }
  async exportAll(): Promise<RunFile | null> {
    return this.#asked(() => this.#exchange.fileOfAll());
  }
  /** The hash that carries the run, without '#'. */
  async share(id: string): Promise<string | null> {
    return this.#asked(() => this.#exchange.link(id));
  }

  /** Keeps a run that is not on the Play screen; true when it is kept. */
  async keep(trace: Trace): Promise<boolean> {
    const id = await this.#asked(() => this.#exchange.takeTrace(trace));
    return id !== null;
  }

  async importFile(file: Blob): Promise<void> {
    await this.#asked(async () => {
      const { length } = await this.#exchange.takeFile(file);
      this.said = length === 1 ? '1 run is imported.' : `${length} runs are imported.`;
    });
    await this.refresh();
  }

  dismissFailure(): void {
    this.failure = null;
  }

  async #show(id: string): Promise<boolean> {
    if (this.#play.running !== null) {
      this.said = WRITING;
      this.#play.say(WRITING);
      return false;
    }
    await this.autosave.flush();
    const run = await this.#parts.store.get(id);
    if (run === null)
      throw new AppError(
        'bad-input',
        'The run that was asked for is not kept in this browser. Look for it under Runs, or ask for its exported file.',
      );
    const trace = parseTrace(new TextDecoder().decode(run.trace));
    if (trace instanceof AppError) throw trace;
    await this.autosave.adopt(run, trace);
    if (!openTrace(this.#play, trace)) return false;
    this.#play.set({ run: id });
    this.#play.say(`“${run.title}” is open, as it was left.`);
    return true;
  }

  /** What the user asked for: an earlier failure is over. */
  #asked<T>(deed: () => Promise<T>): Promise<T | null> {
    this.failure = null;
    return this.#tried(deed);
  }

  /** Null when it failed. */
  async #tried<T>(deed: () => Promise<T>): Promise<T | null> {
    try {
      return await deed();
    } catch (thrown) {
      this.failure = AppError.from(thrown);
      return null;
    }
  }
}
