/**
 * Keeps the run on screen: about a second after something changed, and at once when the run has come to rest. Of a run
 * that another tab holds, changes are kept as a copy. What could not be kept is tried again with the next change.
 */
import { AppError } from '#core/app-error.ts';
import type { Trace, TraceHeader } from '#core/trace/events.ts';
import type { RunLocks } from '#storage/run-locks.ts';
import type { RunStore, StoredRun } from '#storage/run-store.ts';
import { RunRecorder } from './runs-record.ts';

export interface AutosaveParts {
  readonly store: RunStore;
  readonly locks: RunLocks;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls `deed` after so many milliseconds; returns what calls it off. */
  readonly later: (milliseconds: number, deed: () => void) => () => void;
  /** A name that no other run has; letters, digits, - and _. */
  readonly newId: () => string;
}
/** The run on screen, told from others by its header object. */
interface Subject {
  readonly header: TraceHeader;
  readonly id: string;
  readonly createdAt: number;
  /** For its first save. */
  readonly title: string | null;
  /** Events that are kept already. */
  kept: number;
  readonly recorder: RunRecorder;
  /** Gives the lock back; null while there is none. */
  release: (() => void) | null;
}

interface Due {
  readonly subject: Subject;
  readonly trace: Trace;
}

export const SAVE_AFTER_MS = 1000;
export const OPEN_ELSEWHERE = 'This run is open in another tab; changes here are kept as a copy.';

export class Autosave {
  /** Of the kept run on screen; '' when what is on screen is not kept. */
  runId = $state('');
  /** Why the latest changes are not kept; null when they are. */
  failure = $state.raw<AppError | null>(null);
  notice = $state('');
  /** Goes up with every save. */
  saves = $state(0);
  readonly #parts: AutosaveParts;
  #subject: Subject | null = null;
  /** What is to be written, of the run on screen and of runs before it that could not be kept. */
  #due: readonly Due[] = [];
  #callOff: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: AutosaveParts) {
    this.#parts = parts;
  }

  /** What is on screen now. @param atRest nothing more is coming: it is kept at once. */
  note(trace: Trace, atRest: boolean): void {
    if (trace.events.length === 0) return;
    const subject = trace.header === this.#subject?.header ? this.#subject : this.#begin(trace.header);
    if (trace.events.length === subject.kept) return;
    this.#owe(subject, trace);
    if (atRest) void this.flush();
    else this.#callOff ??= this.#parts.later(SAVE_AFTER_MS, () => void this.flush());
  }

  /** Writes what is due; settles when all is written that was due so far. Never rejects: see `failure`. */
  flush(): Promise<void> {
    this.#callOff?.();
    this.#callOff = null;
    for (const { subject, trace } of this.#due) {
      const now = { header: trace.header, events: trace.events.slice() };
      this.#writing = this.#writing.then(() => this.#write(subject, now));
    }
    this.#due = [];
    return this.#writing;
  }

  /** A kept run that is put on screen next. @param trace the very one that will be noted. */
  async adopt(run: StoredRun, trace: Trace): Promise<void> {
    const mine = this.#subject?.id === run.id ? this.#subject.release : null;
    if (mine !== null && this.#subject !== null) this.#subject.release = null;
    await this.#leave();
    const release = mine ?? (await this.#parts.locks.hold(run.id));
    const { header, events } = trace;
    const common = { header, kept: events.length, recorder: new RunRecorder(), release };
    this.#subject =
      release === null
        ? { ...common, id: this.#parts.newId(), createdAt: this.#parts.now(), title: `${run.title} (copy)` }
        : { ...common, id: run.id, createdAt: run.createdAt, title: run.title };
    this.notice = release === null ? OPEN_ELSEWHERE : '';
    this.runId = run.id;
  }

  #owe(subject: Subject, trace: Trace): void {
    this.#due = [...this.#due.filter((due) => due.subject !== subject), { subject, trace }];
  }

  #begin(header: TraceHeader): Subject {
    void this.#leave();
    const { newId, now } = this.#parts;
    this.runId = '';
    this.notice = '';
    this.#subject = {
      header,
      id: newId(),
      createdAt: now(),
      title: null,
      kept: 0,
      recorder: new RunRecorder(),
      release: null,
    };
    return this.#subject;
  }

  /** Of the run that leaves the screen, what is due is written before its lock is given back. */
  async #leave(): Promise<void> {
    const left = this.#subject;
    this.#subject = null;
    await this.flush();
    if (left !== null) letGo(left);
  }

  async #write(subject: Subject, trace: Trace): Promise<void> {
    const { store, locks, now } = this.#parts;
    try {
      subject.release ??= await locks.hold(subject.id);
      const run = subject.recorder.record(trace, subject, now());
      await this.#save(run);
      subject.kept = trace.events.length;
      this.failure = null;
      this.saves += 1;
      if (this.#subject === subject) this.runId = subject.id;
      await store.persist();
    } catch (thrown) {
      this.failure = AppError.from(thrown);
      if (!this.#due.some((due) => due.subject === subject)) this.#owe(subject, trace);
    } finally {
      if (this.#subject !== subject) letGo(subject);
    }
  }

  /** Makes room with what was deleted before it gives up. */
  async #save(run: StoredRun): Promise<void> {
    const { store, now } = this.#parts;
    try {
      await store.save(run);
    } catch (thrown) {
      if (AppError.from(thrown).code !== 'storage-full') throw thrown;
      await store.purge(now());
      await store.save(run);
    }
  }
}

function letGo(subject: Subject): void {
  subject.release?.();
  subject.release = null;
}
