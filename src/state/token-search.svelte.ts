/** Any token of the vocabulary at the selected place: asked again whenever text, place or model change; the last answer stands. */
import { AppError } from '#core/app-error.ts';
import type { TraceHeader } from '#core/trace/events.ts';
import type { FoundTokens } from '#runner/find-tokens.ts';
import { unseen } from './glyphs.ts';
import type { PageState } from './page-state.svelte.ts';
import { tokenQuery } from './requests.ts';

interface Place {
  readonly trace: TraceHeader;
  readonly branch: number;
  readonly index: number;
  readonly text: string;
}
type Answer = { readonly place: Place } & (
  { readonly found: FoundTokens; readonly failure: null } | { readonly found: null; readonly failure: string }
);

export class TokenSearch {
  readonly #page: PageState;
  /** As typed. */
  text = $state('');
  #answer = $state.raw<Answer | null>(null);
  #asking: AbortController | null = null;

  constructor(page: PageState) {
    this.#page = page;
  }

  /** Why nothing can be asked here; null when it can. */
  reason: string | null = $derived.by(() => this.#page.reasons.fork);
  #place: Place | null = $derived.by(() => {
    const { live, view } = this.#page;
    if (live.header === null || view.branch === null || view.tokenIndex === null || this.text === '')
      return null;
    return {
      ...{ trace: live.header, branch: view.branch.id, index: view.tokenIndex },
      text: this.text,
    };
  });
  /** To what is typed now at the place selected now; null while it is being asked. */
  #current: Answer | null = $derived.by(() => {
    const place = this.#place;
    const answer = this.#answer;
    return place !== null && answer !== null && isSame(place, answer.place) ? answer : null;
  });
  found: FoundTokens | null = $derived.by(() => this.#current?.found ?? null);
  failure: string | null = $derived.by(() => this.#current?.failure ?? null);

  /** Asks about what is typed; an older question that is still open is dropped. */
  async ask(): Promise<void> {
    this.#asking?.abort();
    this.#asking = null;
    const place = this.#place;
    const { model, view } = this.#page;
    const { host } = model;
    if (place === null || view.branch === null || host === null || this.reason !== null) return;
    const stop = new AbortController();
    this.#asking = stop;
    const query = tokenQuery(view.branch, place.trace.problem, place.index, unseen(place.text));
    try {
      const found = await host.findTokens(query, stop.signal);
      if (!stop.signal.aborted) this.#answer = { place, found, failure: null };
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.code === 'aborted' || stop.signal.aborted || host !== model.host) return;
      if (error.code === 'worker-lost' || error.code === 'device-lost') model.lose(error);
      this.#answer = { place, found: null, failure: error.message };
    }
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.trace === b.trace && a.branch === b.branch && a.index === b.index && a.text === b.text;
}
