/** Levers that begin branches of their own at the problem, beside the first answer: planted errors. */
import { plantedAt } from '#tasks/planted-turns.ts';
import type { PlantPlace } from '#tasks/planted-turns.ts';
import type { PageState } from './page-state.svelte.ts';
import { plantLabel } from './plants.ts';
import { rebuild } from './problem-draft.svelte.ts';
import { plantRequest } from './requests.ts';
import type { PlantTurn } from './requests.ts';
import type { RunLoop } from './run-loop.ts';

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
}
