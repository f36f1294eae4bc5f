/**
 * Turns questions that arrive at any time into calls of the backend that never overlap. Questions of the same tick
 * become one batch where that saves time; long sequences go in chunks, and between two chunks whoever aborted is dropped.
 * A batch runs to its end before the next begins, so that no two long prompts push each other out of the cache.
 */
import type { Tokens } from '#core/ids.ts';
import { AppError } from '#core/app-error.ts';
import type { DecoderBackend, Row } from '#engine/decoder-backend.ts';
import type { CostReport, Want } from '#engine/types.ts';
import { Job } from './job.ts';
import type { Question } from './job.ts';
import { yieldToEvents } from './yield-to-events.ts';

/** From this many shared uncached tokens on it pays to compute them once and let the other question wait for them. */
const WORTH_WAITING = 16;

export class Scheduler {
  private queue: Job[] = [];
  private active: Job[] = [];
  private running: Promise<void> | null = null;
  private closed = false;
  private computed = 0;
  private reused = 0;
  private passes = 0;

  constructor(private readonly backend: DecoderBackend) {}

  /** Rows from..length − 1 of the question. Rejects 'aborted', or whatever the backend throws. */
  ask(question: Question): Promise<readonly Row[]> {
    const job = new Job(question);
    if (this.closed) job.reject(closedError());
    if (!job.settled) {
      this.queue.push(job);
      this.running ??= this.drain();
    }
    return job.promise;
  }

  cost(): CostReport {
    return { computedTokens: this.computed, reusedTokens: this.reused, passes: this.passes };
  }

  /** Rejects everything pending; resolves when no call is in flight any more. */
  async close(): Promise<void> {
    this.closed = true;
    for (const job of [...this.queue, ...this.active]) job.reject(closedError());
    await this.running;
  }

  private async drain(): Promise<void> {
    // The pause gathers what this tick still asks, and lets aborts in.
    for (await yieldToEvents(); this.queue.length > 0; await yieldToEvents())
      await this.runBatch(this.pick());
    this.running = null;
  }

  /** The oldest question and whatever goes well with it, out of the queue. */
  private pick(): Job[] {
    const waiting = this.queue.filter((job) => !job.settled);
    const batch: { job: Job; cached: number }[] = [];
    for (const job of waiting) {
      if (batch.length >= this.backend.maxBatch) break;
      const cached = this.backend.cachedLength(job.tokens);
      if (batch.every((other) => this.fits(other, { job, cached }))) batch.push({ job, cached });
    }
    const picked = batch.map(({ job }) => job);
    this.queue = waiting.filter((job) => !picked.includes(job));
    return picked;
  }

  private fits(a: { job: Job; cached: number }, b: { job: Job; cached: number }): boolean {
    const needs = [a, b].map(({ job, cached }) =>
      Math.min(this.backend.chunk, job.tokens.length - Math.min(cached, job.nextRow)),
    );
    // Shorter ones are padded to the longest: a little is cheaper than a call of its own, much is not.
    if (Math.max(...needs) > 2 * Math.min(...needs) + 4) return false;
    const shared = commonPrefix(a.job.tokens, b.job.tokens);
    return shared - Math.max(a.cached, b.cached) < WORTH_WAITING;
  }

  private async runBatch(batch: Job[]): Promise<void> {
    this.active = batch;
    for (;;) {
      this.active = this.active.filter((job) => !job.settled);
      if (this.active.length === 0) return;
      await this.runPieces(this.active);
      if (this.active.some((job) => !job.settled)) await yieldToEvents();
    }
  }

  private async runPieces(jobs: readonly Job[]): Promise<void> {
    try {
      const { backend } = this;
      const pieces = jobs.map((job) => job.nextPiece(backend.cachedLength(job.tokens), backend.chunk));
      const answers = await backend.run(
        pieces.map(({ request }) => request),
        jointWant(jobs),
      );
      this.passes++;
      jobs.forEach((job, i) => {
        const { start, request } = pieces[i] as (typeof pieces)[number];
        this.computed += request.tokens.length - start;
        if (job.reached === 0) this.reused += start;
        job.accept(answers[i] ?? [], request.tokens.length);
      });
    } catch (thrown) {
      for (const job of jobs) job.reject(AppError.from(thrown));
    }
  }
}

function commonPrefix(a: Tokens, b: Tokens): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function jointWant(jobs: readonly Job[]): Want {
  const wants = jobs.map(({ question }) => question.want);
  return {
    topK: Math.max(...wants.map(({ topK }) => topK ?? 0)),
    logits: wants.some(({ logits }) => logits),
    hidden: wants.some(({ hidden }) => hidden),
  };
}

const closedError = (): AppError => new AppError('aborted', 'The model was closed. Load it again to go on.');
