/** Sends a lever's request to the engine, appends the events that come back, and says how it ended. */
import { AppError } from '#core/app-error.ts';
import type { TraceHeader } from '#core/trace/events.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import type { RunRequest } from '#runner/request.ts';
import { failureOf } from './failure.ts';
import type { LeverId } from './levers.ts';
import type { PageState } from './page-state.svelte.ts';
import { runWords } from './says.ts';

export class RunLoop {
  readonly #page: PageState;

  constructor(page: PageState) {
    this.#page = page;
  }

  /** @param header set when the request begins a new trace; the old one stays until the first event is there. */
  async run(lever: LeverId, request: RunRequest, header: TraceHeader | null = null): Promise<void> {
    const page = this.#page;
    const { host } = page.model;
    if (host === null || page.reasons[lever] !== null) return this.refuse(lever);
    const stop = new AbortController();
    page.running = { lever, stop };
    page.said = 'The model is at work. Esc stops it.';
    page.failure = null;
    let fresh = header;
    try {
      const outcome = await host.run(
        request,
        (events) => {
          if (fresh !== null) page.live.begin(fresh);
          fresh = null;
          page.live.append(events);
          if (request.type === 'continue') page.view.follow(request.branch, request.open?.at ?? 0);
        },
        stop.signal,
      );
      page.said = runWords(request, outcome, page.view.summary);
    } catch (thrown) {
      this.#fail(AppError.from(thrown), host);
    } finally {
      page.running = null;
    }
  }

  stop(): void {
    if (this.#page.running === null) return;
    this.#page.running.stop.abort();
    this.#page.said = 'Stopping at the next token.';
  }

  refuse(lever: LeverId): void {
    this.#page.said = this.#page.reasons[lever] ?? '';
  }

  /** @param host the engine that ran; another may have taken its place meanwhile, which ended the run. */
  #fail(error: AppError, host: RemoteHost): void {
    const page = this.#page;
    if (error.code === 'aborted' || host !== page.model.host) {
      page.said = 'Stopped. What is written stays.';
      return;
    }
    const failure = failureOf(error);
    if (error.code === 'worker-lost' || error.code === 'device-lost') page.model.lose(error);
    else page.failure = failure;
    page.said = `${failure.title}. ${error.message}`;
  }
}
