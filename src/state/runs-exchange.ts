/** Runs that leave the page and come to it: files and links. */
import { AppError } from '#core/app-error.ts';
import type { Trace } from '#core/trace/events.ts';
import type { StoredRun } from '#storage/run-store.ts';
import type { AutosaveParts } from './runs-autosave.svelte.ts';
import { MAX_RUN_FILE, fileOfRun, fileOfRuns, readRunFile } from './runs-file.ts';
import type { RunFile } from './runs-file.ts';
import { recordOf } from './runs-record.ts';
import { shareHash } from './runs-share.ts';

type ExchangeParts = Pick<AutosaveParts, 'store' | 'now' | 'newId'>;

export class RunExchange {
  readonly #parts: ExchangeParts;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  async file(id: string): Promise<RunFile> {
    return fileOfRun(await this.#get(id));
  }

  fileOfTrace(trace: Trace): RunFile {
    return fileOfRun(this.#record(trace, null));
  }

  async fileOfAll(): Promise<RunFile> {
    const runs: StoredRun[] = [];
    for (const { id } of await this.#parts.store.list('')) runs.push(await this.#get(id));
    return fileOfRuns(runs);
  }

  /** The hash that carries the run, without '#'. */
  async link(id: string): Promise<string> {
    return shareHash(new TextDecoder().decode((await this.#get(id)).trace));
  }

  /** Ids of the runs that are now kept. All of them or, when one is damaged, none. */
  async takeFile(file: Blob): Promise<readonly string[]> {
    if (file.size > MAX_RUN_FILE) throw tooLarge(file.size);
    const runs = readRunFile(await file.text());
    const records = runs.map(({ trace, title }) => this.#record(trace, title));
    for (const record of records) await this.#parts.store.save(record);
    return records.map(({ id }) => id);
  }

  async takeTrace(trace: Trace): Promise<string> {
    const record = this.#record(trace, null);
    await this.#parts.store.save(record);
    return record.id;
  }

  #record(trace: Trace, title: string | null): StoredRun {
    const { newId, now } = this.#parts;
    const createdAt = Date.parse(trace.header.createdAt ?? '');
    const identity = { id: newId(), title, createdAt: Number.isNaN(createdAt) ? now() : createdAt };
    return recordOf(trace, identity, now());
  }

  async #get(id: string): Promise<StoredRun> {
    const run = await this.#parts.store.get(id);
    if (run === null) throw new AppError('bad-input', 'This run is not kept any more. Reload the list.');
    return run;
  }
}

function tooLarge(size: number): AppError {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  return new AppError(
    'bad-input',
    `This file has ${megabytes(size)}; a file of runs has at most ${megabytes(MAX_RUN_FILE)}, so it was not read. Choose a .trace.json file that Second Thought has exported.`,
    { size, limit: MAX_RUN_FILE },
  );
}
