/**
 * One caller's question on its way through the scheduler: which rows are still to come, and the promise they settle.
 * It must not touch the backend.
 */
import type { Tokens } from '#core/ids.ts';
import { AppError } from '#core/app-error.ts';
import type { Row, RowRequest } from '#engine/decoder-backend.ts';
import type { Want } from '#engine/types.ts';

/** As a RowRequest over the whole sequence; rows from..tokens.length − 1 are wanted, so from < tokens.length. */
export interface Question extends RowRequest {
  readonly want: Want;
  readonly signal?: AbortSignal | undefined;
}
/** Next thing to ask of the backend; rows below `start` are cached. */
export interface Piece {
  readonly request: RowRequest;
  readonly start: number;
}

export class Job {
  readonly rows: Row[] = [];
  readonly promise: Promise<readonly Row[]>;
  settled = false;
  /** Tokens that have been run at some time; more than is cached when the cache gave something up. */
  reached = 0;
  private resolve!: (rows: readonly Row[]) => void;
  private refuse!: (error: AppError) => void;

  constructor(readonly question: Question) {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.refuse = reject;
    });
    question.signal?.addEventListener('abort', this.abort);
    if (question.signal?.aborted) this.abort();
  }

  get tokens(): Tokens {
    return this.question.tokens;
  }

  /** Index of the first row that is still missing. */
  get nextRow(): number {
    return this.question.from + this.rows.length;
  }

  /** At most `chunk` tokens beyond what has been reached. After a loss of cached rows the lost ones come on top. */
  nextPiece(cachedLength: number, chunk: number): Piece {
    const start = Math.min(cachedLength, this.nextRow);
    const end = Math.min(this.tokens.length, Math.max(start, this.reached) + chunk);
    const from = Math.min(this.nextRow, end);
    const tokens = end === this.tokens.length ? this.tokens : this.tokens.slice(0, end);
    const offset = this.question.from;
    const targets = this.question.targets?.slice(from - offset, end - offset);
    return { request: { tokens, from, ...(targets ? { targets } : {}) }, start };
  }

  /** Takes the rows of a piece that ended at `end`; settles when they were the last. */
  accept(rows: readonly Row[], end: number): void {
    if (this.settled) return;
    this.rows.push(...rows);
    this.reached = Math.max(this.reached, end);
    if (this.nextRow < this.tokens.length) return;
    this.finish();
    this.resolve(this.rows);
  }

  reject(error: AppError): void {
    if (this.settled) return;
    this.finish();
    this.refuse(error);
  }

  private readonly abort = (): void => this.reject(new AppError('aborted', 'Stopped. Ask again to go on.'));

  private finish(): void {
    this.settled = true;
    this.question.signal?.removeEventListener('abort', this.abort);
  }
}
