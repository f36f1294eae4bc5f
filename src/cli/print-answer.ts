/** A branch for people: one line a step with its mean self-certainty and the checker's mark. */
import type { TokenEvent } from '#core/trace/events.ts';
import type { BranchView } from '#core/trace/fold.ts';
import { tokenPieces } from '#runner/token-pieces.ts';
import type { LineVerdict } from '#tasks/check-answer.ts';
import type { BranchReport, StepReport } from './answer-report.ts';

const TEXT_WIDTH = 44;

export function printBranch(branch: BranchView, report: BranchReport): string {
  const shown = report.steps.filter(({ to }) => to > branch.at && branch.own.length > 0);
  const kept = branch.parent === null ? '' : `, keeps ${branch.at} tokens of branch ${branch.parent}`;
  const head = `branch ${branch.id}: ${report.label}${kept}`;
  const lines = shown.map((step) => printStep(branch.tokens, step));
  return [head, ...lines, foot(branch, report), ''].join('\n');
}

function printStep(tokens: readonly TokenEvent[], step: StepReport): string {
  const text = forcedInBrackets(tokens.slice(step.from, step.to))
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  const mark = step.verdict === null ? '' : verdictWords(step.verdict);
  return `  ${certainty(step.meanSelfCertainty)}  ${mark === '' ? text : `${text.padEnd(TEXT_WIDTH)} ${mark}`}`;
}

/** What the model did not choose itself stands in ‹ ›. */
function forcedInBrackets(tokens: readonly TokenEvent[]): string {
  const pieces = tokenPieces(tokens);
  const open = (i: number): string => (tokens[i]?.forced && !tokens[i - 1]?.forced ? '‹' : '');
  const close = (i: number): string => (tokens[i]?.forced && !tokens[i + 1]?.forced ? '›' : '');
  return pieces
    .map((piece, i) => open(i) + (close(i) === '' ? piece : piece.replace(/(\s*)$/, '›$1')))
    .join('');
}

function verdictWords(verdict: LineVerdict): string {
  switch (verdict.kind) {
    case 'right':
      return '✓';
    case 'wrong':
      return `✗ ${verdict.expected}`;
    case 'follows':
      return '✗ follows';
    case 'unknown':
      return '';
  }
}

function foot(branch: BranchView, { answer, correct, end }: BranchReport): string {
  const mark = correct === null ? '' : correct ? ' ✓' : ' ✗';
  const { generated, milliseconds } = branch.cost;
  const speed =
    milliseconds > 0 && generated > 0 ? `, ${((1000 * generated) / milliseconds).toFixed(0)} tokens/s` : '';
  return `  answer ${answer ?? '–'}${mark}; mean self-certainty ${certainty(branch.meanSelfCertainty).trim()}; ${generated} tokens, ${end ?? 'unfinished'}${speed}`;
}

function certainty(value: number | null): string {
  return (value === null ? '–' : value.toFixed(1)).padStart(5);
}
