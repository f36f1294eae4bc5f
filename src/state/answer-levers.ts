/** Levers that ask the problem itself: a first answer whole, by steps or by tokens, and P(True) about an answer or its steps. */
import type { TraceProblem } from '#core/trace/events.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { NO_FINAL_ANSWER, NO_WHOLE_STEP } from './levers.ts';
import type { LeverId } from './levers.ts';
import type { PageState } from './page-state.svelte.ts';
import { stepPlaces } from './ptrue-places.ts';
import { ptrueSubject } from './ptrue-subject.ts';
import { answerRequest, goOnRequest, ptrueRequest } from './requests.ts';
import type { Until } from './requests.ts';
import type { AnswerRow } from './rows.ts';
import type { RunLoop } from './run-loop.ts';
import { stepPTrueWords } from './says.ts';

/** What P(True) is asked about: the answer, one step, or every step in turn. */
export type PTrueOf = 'answer' | 'steps' | AnswerRow;

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

  async ptrue(of: PTrueOf): Promise<void> {
    const { branch, rows, summary } = this.#page.view;
    const problem = this.#page.live.header?.problem;
    if (branch === null || problem === undefined) return this.#loop.refuse('ptrue');
    const generated = problem.generated !== null;
    if (of !== 'answer') return this.#ptrueOfSteps(branch, problem, of);
    if (summary?.answer == null) return this.#page.say(NO_FINAL_ANSWER);
    const subject = ptrueSubject(rows, summary.answer, generated);
    await this.#loop.run('ptrue', ptrueRequest(branch, problem, subject));
  }

  /** One after the other; Stop leaves out the rest. */
  async #ptrueOfSteps(branch: BranchView, problem: TraceProblem, of: AnswerRow | 'steps'): Promise<void> {
    const page = this.#page;
    const all = stepPlaces(branch, page.view.rows, problem.generated !== null);
    const places = of === 'steps' ? all : all.filter(({ row }) => row.from === of.from);
    if (places.length === 0) return page.say(NO_WHOLE_STEP);
    const requests = places.map(
      ({ subject, at }) =>
        () =>
          ptrueRequest(branch, problem, subject, at),
    );
    const isDone = await this.#loop.series('ptrue', requests, { header: null });
    const read = page.view.summaries[branch.id]?.stepReadings;
    if (isDone && of === 'steps' && read !== undefined)
      page.say(stepPTrueWords(places.map(({ row }) => read.get(row.from) ?? null)));
  }
}
