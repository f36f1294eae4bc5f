/** Levers that leave the selected branch at some place and go on in a new one. */
import type { TokenEvent } from '#core/trace/events.ts';
import { MARKERS } from '#scoring/steps/markers.ts';
import type { Marker } from '#scoring/steps/markers.ts';
import { NOTHING_WRONG, backtrackPlace, stepsBackIssue } from './backtrack-places.ts';
import type { BacktrackTo } from './backtrack-places.ts';
import { editIssue, editLabel, editedText } from './edits.ts';
import type { EditPlace } from './edits.ts';
import { speakable, tokenText } from './glyphs.ts';
import { NO_CHECKER } from './levers.ts';
import type { ActionId } from './levers.ts';
import { markerName } from './markers.ts';
import type { PageState } from './page-state.svelte.ts';
import { branchRequest, retakeSampling } from './requests.ts';
import type { Departure } from './requests.ts';
import { rowName } from './rows.ts';
import type { AnswerRow } from './rows.ts';
import type { RunLoop } from './run-loop.ts';
import { allWords } from './says.ts';

export class BranchLevers {
  readonly #page: PageState;
  readonly #loop: RunLoop;

  constructor(page: PageState, loop: RunLoop) {
    this.#page = page;
    this.#loop = loop;
  }

  /** @param after a row of the selected branch, or the whole answer. */
  async wait(marker: Pick<Marker, 'text'>, after: AnswerRow | 'answer'): Promise<void> {
    const departure = this.#waitFrom(marker, after);
    if (departure === null) return this.#loop.refuse('wait');
    await this.#depart('wait', departure);
  }

  /** Every marker and control of the menu, one after the other, each as a branch from the same place. */
  async waitAll(after: AnswerRow | 'answer'): Promise<void> {
    const page = this.#page;
    const problem = page.live.header?.problem;
    if (page.reasons.wait !== null || problem === undefined) return this.#loop.refuse('wait');
    const departures = MARKERS.map((marker) => this.#waitFrom(marker, after)).filter((one) => one !== null);
    const requests = departures.map((departure) => () => branchRequest(page.nextBranch, problem, departure));
    const first = page.nextBranch;
    const isDone = await this.#loop.series('wait', requests, { header: null });
    if (isDone) page.say(allWords(page.view.summaries.slice(first)));
  }

  #waitFrom(marker: Pick<Marker, 'text'>, after: AnswerRow | 'answer'): Departure | null {
    const { branch, rows } = this.#page.view;
    if (branch === null) return null;
    const place = after === 'answer' ? 'after the answer' : `after ${rowName(rows, after)}`;
    return {
      parent: branch,
      at: after === 'answer' ? branch.textLength : Math.min(after.to, branch.textLength),
      reason: 'wait',
      label: `${markerName({ text: shortened(marker.text) })} ${place}`,
      forced: marker.text === '' ? [] : [{ kind: 'marker', content: marker.text }],
      sampling: this.#page.sampling(),
    };
  }

  async backtrack(to: BacktrackTo): Promise<void> {
    const { branch, rows } = this.#page.view;
    if (this.#page.reasons.backtrack !== null || branch === null) return this.#loop.refuse('backtrack');
    const place = backtrackPlace(rows, to);
    if (place === null) return this.#page.say(this.#noPlace(to));
    const { temperature, seed } = this.#page.link;
    await this.#depart('backtrack', {
      parent: branch,
      at: place.row.from,
      reason: 'backtrack',
      label: place.label,
      forced: [],
      sampling: retakeSampling(temperature, seed, this.#page.nextBranch),
    });
  }

  #noPlace(to: BacktrackTo): string {
    const { live, view } = this.#page;
    if (to === 'first-wrong') return live.header?.problem.generated == null ? NO_CHECKER : NOTHING_WRONG;
    if (to === 'least-certain') return 'The model chose no step of this answer itself. Pick a step.';
    return stepsBackIssue(null, view.steps.length) ?? '';
  }

  /** Goes on from `index` with another token of its list in its place. */
  async fork(index: number, alternative: number): Promise<void> {
    const choice = this.#page.view.tokens[index]?.top.find(({ id }) => id === alternative);
    if (choice !== undefined) await this.forkTo(index, choice);
  }

  /** Goes on from `index` with any token of the vocabulary in its place. */
  async forkTo(index: number, { id, bytes }: Pick<TokenEvent, 'id' | 'bytes'>): Promise<void> {
    const { branch, tokens } = this.#page.view;
    const token = tokens[index];
    if (branch === null || token === undefined) return;
    await this.#depart('fork', {
      parent: branch,
      at: index,
      reason: 'fork',
      label: `“${speakable(tokenText(bytes))}” instead of “${speakable(tokenText(token.bytes))}”`,
      forced: [{ kind: 'chosen', content: [id] }],
      sampling: this.#page.sampling(),
    });
  }

  /** Goes on from `place` with what was typed there. The text is kept until a branch has come of it. */
  async edit(place: EditPlace, typed: string): Promise<void> {
    const page = this.#page;
    const trace = page.live.header;
    const parent = page.view.summaries[place.branch]?.branch;
    const issue = editIssue(place, typed);
    if (issue !== null) return page.say(issue);
    if (parent === undefined) return;
    const born = page.nextBranch;
    await this.#depart('edit', {
      parent,
      at: place.from,
      reason: 'edit',
      label: editLabel(place, typed),
      forced: [{ kind: 'edited', content: editedText(place, typed) }],
      sampling: page.sampling(),
    });
    if (page.nextBranch > born) page.edits.drop(trace, place);
  }

  async #depart(lever: ActionId, departure: Departure): Promise<void> {
    const page = this.#page;
    if (page.reasons[lever] !== null) return this.#loop.refuse(lever);
    const problem = page.live.header?.problem;
    if (problem === undefined) return;
    await this.#loop.run(lever, branchRequest(page.nextBranch, problem, departure));
  }
}

/** A label is for a list. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
