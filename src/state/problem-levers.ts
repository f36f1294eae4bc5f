/** Levers that begin branches of their own at the problem, beside the first answer: planted errors, and samples that vote. */
import { plantedAt } from '#tasks/planted-turns.ts';
import type { PlantPlace } from '#tasks/planted.ts';
import type { PageState } from './page-state.svelte.ts';
import { plantLabel } from './plants.ts';
import { rebuild } from './problem-draft.svelte.ts';
import { ptrueSubject } from './ptrue-subject.ts';
import { plantRequest, ptrueRequest, retakeSampling, sampleRequest } from './requests.ts';
import type { PlantTurn } from './requests.ts';
import type { RunLoop } from './run-loop.ts';
import { voteWords } from './says.ts';

export class ProblemLevers {
  readonly #page: PageState;
  readonly #loop: RunLoop;

  constructor(page: PageState, loop: RunLoop) {
    this.#page = page;
    this.#loop = loop;
  }

  /** One branch for each turn, one after the other. Begins a trace where there is none of this problem. */
  async plant(place: PlantPlace, turns: readonly PlantTurn[]): Promise<void> {
    const page = this.#page;
    if (page.reasons.plant !== null) return this.#loop.refuse('plant');
    const { problem } = page.draft;
    const known = rebuild(problem.generated);
    const planted = known === null ? null : plantedAt(known, place);
    if (planted === null)
      return page.say('This error cannot be made at that step. Choose another step or another kind.');
    const header = page.goesOnHere ? null : page.newHeader();
    const first = page.goesOnHere ? page.nextBranch : 0;
    const requests = turns.map((turn, i) => () => {
      const born = first + i;
      const plant = { turn, label: plantLabel(planted, turn), lines: planted.lines };
      return plantRequest(born, problem, plant, page.sampling(born));
    });
    await this.#loop.series('plant', requests, { header });
  }

  /** Draws answers in one batch: at the page's temperature, or at 1 where greedy decoding would write one N times. */
  async sample(count: number): Promise<void> {
    const page = this.#page;
    if (page.reasons.sample !== null) return this.#loop.refuse('sample');
    const header = page.goesOnHere ? null : page.newHeader();
    const first = page.goesOnHere ? page.nextBranch : 0;
    const { temperature, seed } = page.link;
    const drawn = retakeSampling(temperature, seed, first);
    await this.#loop.run('sample', sampleRequest(first, page.draft.problem, count, drawn), header);
  }

  /** Asks P(True) of every sample that has an answer and no reading, one after the other. */
  async readings(): Promise<void> {
    const page = this.#page;
    if (page.reasons.readings !== null) return this.#loop.refuse('readings');
    const problem = page.live.header?.problem;
    if (problem === undefined) return;
    const requests = (page.vote?.unread ?? []).map(({ branch, rows, answer }) => () => {
      const subject = ptrueSubject(rows, answer ?? '', problem.generated !== null);
      return ptrueRequest(branch, problem, subject);
    });
    const isDone = await this.#loop.series('readings', requests, { header: null });
    if (isDone && page.vote !== null) page.say(voteWords(page.vote));
  }
}
