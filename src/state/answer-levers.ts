/** Levers that ask the problem itself: a first answer whole, by steps or by tokens, and P(True) about an answer. */
import type { LeverId } from './levers.ts';
import type { PageState } from './page-state.svelte.ts';
import { ptrueSubject } from './ptrue-subject.ts';
import { answerRequest, goOnRequest, ptrueRequest } from './requests.ts';
import type { Until } from './requests.ts';
import type { RunLoop } from './run-loop.ts';

export class AnswerLevers {
  readonly #page: PageState;
  readonly #loop: RunLoop;

  constructor(page: PageState, loop: RunLoop) {
    this.#page = page;
    this.#loop = loop;
  }

  /** Goes on with the selected branch, or begins a first answer. */
  async write(lever: LeverId, until: Until): Promise<void> {
    const page = this.#page;
    if (page.reasons[lever] !== null) return this.#loop.refuse(lever);
    const { problem } = page.draft;
    if (page.unfinished !== null) return this.#loop.run(lever, goOnRequest(page.unfinished, problem, until));
    const born = page.goesOnHere ? page.nextBranch : 0;
    const request = answerRequest(born, problem, until, page.sampling(born));
    await this.#loop.run(lever, request, page.goesOnHere ? null : page.newHeader());
  }

  async ptrue(): Promise<void> {
    const { branch, rows, summary } = this.#page.view;
    const problem = this.#page.live.header?.problem;
    if (branch === null || problem === undefined || summary?.answer == null) return;
    const subject = ptrueSubject(rows, summary.answer, problem.generated !== null);
    await this.#loop.run('ptrue', ptrueRequest(branch, problem, subject));
  }
}
