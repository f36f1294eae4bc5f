/** The lever that lets a policy watch an answer, and what is said of it afterwards. */
import type { AutoPolicy } from '#scoring/policy/decide.ts';
import { watchRequest, watchedAnswerRequest } from './auto-request.ts';
import { decisionsIn, outcomeWords, reached, repeatsIn } from './auto.ts';
import type { Reached } from './auto.ts';
import { hasEnded } from './levers.ts';
import type { PageState } from './page-state.svelte.ts';
import type { RunLoop } from './run-loop.ts';

/** The trace as it was before the run. */
interface Start {
  readonly events: number;
  readonly branches: number;
  readonly generated: number;
  readonly answer: Reached | null;
}

export class AutoLever {
  readonly #page: PageState;
  readonly #loop: RunLoop;

  constructor(page: PageState, loop: RunLoop) {
    this.#page = page;
    this.#loop = loop;
  }

  /** Watches the selected branch; where none is of this problem, a first answer that it begins. */
  async run(policy: AutoPolicy): Promise<void> {
    const page = this.#page;
    if (page.reasons.auto !== null) return this.#loop.refuse('auto');
    const watched = page.problemChanged ? null : page.view.branch;
    const problem = page.live.header?.problem;
    const start = watched === null ? this.#empty() : this.#start();
    const request = () =>
      watched === null || problem === undefined
        ? watchedAnswerRequest(page.draft.problem, page.sampling(0), policy)
        : watchRequest(watched, page.nextBranch, problem, policy);
    const header = watched === null ? page.newHeader() : null;
    const isDone = await this.#loop.series('auto', [request], { header });
    if (page.failure === null && page.model.failure === null) this.#conclude(policy, start, !isDone);
  }

  #empty(): Start {
    return { events: 0, branches: 1, generated: 0, answer: null };
  }
  #start(): Start {
    const { view, live } = this.#page;
    const { summary } = view;
    return {
      events: live.trace?.events.length ?? 0,
      branches: view.summaries.length,
      generated: this.#generated,
      answer: summary !== null && hasEnded(summary.branch) ? reached(summary) : null,
    };
  }
  get #generated(): number {
    return this.#page.view.summaries.reduce((sum, { branch }) => sum + branch.cost.generated, 0);
  }

  #conclude(policy: AutoPolicy, start: Start, stopped: boolean): void {
    const page = this.#page;
    const { summary, summaries } = page.view;
    if (summary === null) return;
    page.auto = {
      header: page.live.header,
      policy,
      interventions: summaries.length - start.branches,
      repeats: repeatsIn(decisionsIn(page.live.trace, start.events)),
      spent: this.#generated - start.generated,
      stopped,
      before: start.answer,
      after: reached(summary),
    };
    page.say(`Auto-correct: ${outcomeWords(page.auto)}`);
  }
}
