/** One branch as the list shows it. Pure; remembered for each version of a branch, which is a value. */
import type { BranchView, PTrueAt } from '#core/trace/branch-view.ts';
import { extractAnswer } from '#scoring/answers/extract-answer.ts';
import type { Problem } from '#tasks/problem.ts';
import { textOf } from './glyphs.ts';
import { ptrueReadings } from './ptrue-places.ts';
import type { PTrueReadings } from './ptrue-places.ts';
import { answerRows } from './rows.ts';
import type { AnswerRow } from './rows.ts';
import type { Mark } from './marks.ts';

export interface BranchSummary {
  readonly branch: BranchView;
  readonly rows: readonly AnswerRow[];
  /** The final answer as written, or null where none is. */
  readonly answer: string | null;
  /** The checker's mark on the final answer. */
  readonly mark: Mark | null;
  /** The last reading about the answer; those about steps are apart. */
  readonly ptrue: PTrueAt | null;
  /** The last P(True) reading about each step, by the step's first token. */
  readonly stepReadings: PTrueReadings['steps'];
}

export class BranchSummaries {
  readonly #known = new WeakMap<BranchView, BranchSummary>();
  readonly #problem: Problem | null;

  constructor(problem: Problem | null) {
    this.#problem = problem;
  }

  of(branches: readonly BranchView[]): BranchSummary[] {
    return branches.map((branch) => {
      const known = this.#known.get(branch) ?? summarise(branch, this.#problem);
      this.#known.set(branch, known);
      return known;
    });
  }
}

/** A number that merely stands last is a guess, and no answer of a branch that is still being written. */
function summarise(branch: BranchView, problem: Problem | null): BranchSummary {
  const rows = answerRows(branch.tokens, problem);
  const text = textOf(branch.tokens.slice(0, branch.textLength));
  const ended = branch.end === 'stop-token';
  const answer = extractAnswer(text, { guess: ended && problem === null })?.value ?? null;
  const readings = ptrueReadings(branch, rows, answer, problem !== null);
  return {
    branch,
    rows,
    answer,
    mark: rows.findLast((row) => row.kind === 'answer')?.mark ?? null,
    ptrue: readings.answer,
    stepReadings: readings.steps,
  };
}
