/** Sends a lever's request to the engine, appends the events that come back, and says how it ended. */
import { AppError } from '#core/app-error.ts';
import type { TraceEvent, TraceHeader } from '#core/trace/events.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import type { RunRequest } from '#runner/request.ts';
import { failureOf } from './failure.ts';
import type { ActionId } from './levers.ts';
import type { PageState } from './page-state.svelte.ts';
import { runWords, sampleWords } from './says.ts';

export class RunLoop {
  readonly #page: PageState;

  constructor(page: PageState) {
    this.#page = page;
  }

  /** @param header set when the request begins a new trace; the old one stays until the first event is there. */
  async run(lever: ActionId, request: RunRequest, header: TraceHeader | null = null): Promise<void> {
    await this.series(lever, [() => request], { header });
  }

  /**
   * One run after the other under one stop; each request is made when its turn comes. True when all of them ended by
   * themselves: a stop or a failure leaves out the rest.
   */
  async series(
    lever: ActionId,
    requests: readonly (() => RunRequest)[],
    { header }: { header: TraceHeader | null },
  ): Promise<boolean> {
    const page = this.#page;
    const { host } = page.model;
    if (host === null || page.reasons[lever] !== null) {
      this.refuse(lever);
      return false;
    }
    page.closeReplay();
    const stop = new AbortController();
    page.running = { lever, stop };
    page.failure = null;
    let fresh = header;
    try {
      for (const [i, request] of requests.entries()) {
        const count = requests.length > 1 ? `${i + 1} of ${requests.length}: ` : '';
        page.said = `${count}The model is at work. Esc stops it.`;
        await this.#one(host, request(), fresh, stop.signal);
        fresh = null;
        if (stop.signal.aborted) return false;
      }
      return true;
    } catch (thrown) {
      this.#fail(AppError.from(thrown), host);
      return false;
    } finally {
      page.running = null;
    }
  }

  async #one(
    host: RemoteHost,
    request: RunRequest,
    header: TraceHeader | null,
    signal: AbortSignal,
  ): Promise<void> {
    const { live, view } = this.#page;
    let fresh = header;
    const outcome = await host.run(
      request,
      (events) => {
        if (fresh !== null) live.begin(fresh);
        fresh = null;
        live.append(events);
        if (request.type === 'auto') this.#followLast(events);
        if (request.type === 'continue') view.follow(request.branch, request.open?.at ?? 0);
        if (request.type === 'sample') view.follow(request.firstBranch, 0);
      },
      signal,
    );
    if (request.type === 'auto') return;
    this.#page.said =
      request.type === 'sample'
        ? sampleWords(outcome, this.#page.vote)
        : runWords(request, outcome, view.summaries[request.branch] ?? null);
  }

  /** A policy goes from branch to branch, and back. */
  #followLast(events: readonly TraceEvent[]): void {
    const { live, view } = this.#page;
    const last = events.findLast((event) => 'branch' in event);
    const branch = live.view.branches[last?.branch ?? -1];
    if (branch !== undefined) view.follow(branch.id, branch.at);
  }

  stop(): void {
    if (this.#page.running === null) return;
    this.#page.running.stop.abort();
    this.#page.said = 'Stopping at the next token.';
  }

  refuse(lever: ActionId): void {
    this.#page.said = this.#page.reasons[lever] ?? '';
  }

  /** @param host the engine that ran; another may have taken its place meanwhile, which ended the run. */
  #fail(error: AppError, host: RemoteHost): void {
    const page = this.#page;
    const replaced = host !== page.model.host && page.model.failure === null;
    if (error.code === 'aborted' || replaced) {
      page.said = 'Stopped. What is written stays.';
      return;
    }
    const failure = failureOf(error);
    if (error.code === 'worker-lost' || error.code === 'device-lost') page.model.lose(error);
    else page.failure = failure;
    page.said = `${failure.title}. ${error.message}`;
  }
}
