/** A branch for people: one line a step with its mean self-certainty and the checker's mark. */
import type { TokenEvent } from '#core/trace/events.ts';
import type { BranchView } from '#core/trace/branch-view.ts';
import { tokenPieces } from '#runner/token-pieces.ts';
import type { LineVerdict } from '#tasks/check-answer.ts';
import type { BranchReport, StepReport } from './answer-report.ts';

const TEXT_WIDTH = 44;

export function printBranch(branch: BranchView, report: BranchReport): string {
  const shown = report.steps.filter((step) => isNew(branch, step));
  const kept = branch.parent === null ? '' : `, keeps ${branch.at} tokens of branch ${branch.parent}`;
  const head = `branch ${branch.id}: ${report.label}${kept}`;
  const lines = shown.map((step) => printStep(branch.tokens, step));
  return [head, ...lines, foot(branch, report), ''].join('\n');
}

/** A line end alone, as before a marker, makes no kept step a new one. */
function isNew(branch: BranchView, { from, to }: StepReport): boolean {
  const own = branch.tokens.slice(Math.max(from, branch.at), to);
  return tokenPieces(own).some((piece) => piece.trim() !== '');
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
  let shown = '';
  let isForced = false;
  tokenPieces(tokens).forEach((piece, i) => {
    const changes = piece.trim() !== '' && (tokens[i]?.forced != null) !== isForced;
    if (changes) isForced = !isForced;
    shown += changes ? bracket(piece, isForced) : piece;
  });
  return isForced ? `${shown.trimEnd()}›` : shown;
}

/** Brackets stand at words, not at the spaces around them. */
function bracket(piece: string, opens: boolean): string {
  const space = /^\s*/.exec(piece)?.[0] ?? '';
  return opens ? `${space}‹${piece.slice(space.length)}` : `›${piece}`;
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
  const { generated } = branch.cost;
  return `  answer ${answer ?? '–'}${mark}; mean self-certainty ${certainty(branch.meanSelfCertainty).trim()}; ${generated} tokens, ${end ?? 'unfinished'}`;
}

function certainty(value: number | null): string {
  return (value === null ? '–' : value.toFixed(1)).padStart(5);
}
