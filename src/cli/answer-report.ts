/** What is said of a branch beside its tokens: its steps with certainty and the checker's verdict, its answer. */
import type { TokenEvent } from '#core/trace/events.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { certaintiesOf } from '#runner/backtrack-target.ts';
import { tokenPieces } from '#runner/token-pieces.ts';
import { extractAnswer } from '#scoring/answers/extract-answer.ts';
import type { StepKind } from '#scoring/steps/split-steps.ts';
import { checkAnswer } from '#tasks/check-answer.ts';
import type { LineVerdict } from '#tasks/check-answer.ts';
import { finalAnswer } from '#tasks/parse-line.ts';
import type { Problem } from '#tasks/problem.ts';

export interface StepReport {
  readonly kind: StepKind;
  readonly number: number | null;
  readonly text: string;
  /** Token range in the branch, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Nats, over the tokens that the model chose itself. */
  readonly meanSelfCertainty: number | null;
  /** Null where no checker knows. */
  readonly verdict: LineVerdict | null;
}
export interface BranchReport {
  readonly branch: number;
  readonly parent: number | null;
  readonly label: string;
  readonly end: string | null;
  readonly text: string;
  readonly steps: readonly StepReport[];
  readonly meanSelfCertainty: number | null;
  /** As written, normalised; null where none was found. */
  readonly answer: string | null;
  /** Null where no checker knows, or there is no answer. */
  readonly correct: boolean | null;
}

export function reportBranch(branch: BranchView, problem: Problem | null): BranchReport {
  const text = tokenPieces(branch.tokens).join('');
  const steps = reportSteps(branch.tokens, problem);
  const answer = problem === null ? (extractAnswer(text)?.value ?? null) : generatedAnswer(steps);
  return {
    branch: branch.id,
    parent: branch.parent,
    label: branch.label,
    end: branch.end,
    text,
    steps,
    meanSelfCertainty: branch.meanSelfCertainty,
    answer,
    correct: problem === null || answer === null ? null : answer === String(problem.answer),
  };
}

function generatedAnswer(steps: readonly StepReport[]): string | null {
  const answer = finalAnswer(steps.map(({ text }) => text));
  return answer === null ? null : String(answer);
}

function reportSteps(tokens: readonly TokenEvent[], problem: Problem | null): StepReport[] {
  const all = certaintiesOf(tokens);
  const verdicts =
    problem === null
      ? []
      : checkAnswer(
          problem,
          all.map(({ step }) => step.text.trim()),
        );
  return all.map(({ step, meanSelfCertainty }, i) => ({
    kind: step.kind,
    number: step.number,
    text: step.text,
    from: step.start,
    to: step.end,
    meanSelfCertainty,
    verdict: verdicts[i] ?? null,
  }));
}
