/**
 * The exact checker of shuffles. A move is judged given where the line before it says the thing is, so one mistake is
 * one wrong line and what is built on it "follows".
 */
import type { LineVerdict, WrongReason } from '#tasks/check-answer.ts';
import { parseLine } from '#tasks/parse-line.ts';
import { answerLine } from '#tasks/problem.ts';
import { parseHolder, parseMove } from './parse-move.ts';
import { afterSwap, isSameSwap, moveLine } from './shuffle-problem.ts';
import type { ShuffleProblem, WrittenMove } from './shuffle-problem.ts';

interface Progress {
  /** As written after move k at [k]; [0] is the start. */
  readonly holders: (string | undefined)[];
  last: WrittenMove | null;
  /** Moves left out so far: line k is then about move k + shift. */
  shift: number;
}

/** One verdict a line; lines that are neither a move nor the answer are `unknown`. */
export function checkShuffle(problem: ShuffleProblem, lines: readonly string[]): LineVerdict[] {
  const progress: Progress = { holders: [problem.start], last: null, shift: 0 };
  return lines.map((text) => {
    const move = parseMove(text);
    if (move !== null) return judgeMove(problem, progress, move);
    const holder = parseHolder(text);
    if (holder !== null) return judgeAnswer(problem, progress, holder);
    if (parseLine(text).type === 'marker') progress.shift = 0;
    return { kind: 'unknown' };
  });
}

function judgeMove(problem: ShuffleProblem, progress: Progress, line: WrittenMove): LineVerdict {
  if (line.index <= (progress.last?.index ?? 0)) progress.shift = 0;
  progress.last = line;
  const target = problem.moves[line.index - 1 + progress.shift];
  if (!target) return { kind: 'wrong', expected: answerLine(problem.answer), reason: 'no-such-step' };
  const verdict = compare(problem, progress, line, target);
  progress.holders[line.index + progress.shift] = line.holder;
  return verdict;
}

function compare(
  problem: ShuffleProblem,
  progress: Progress,
  line: WrittenMove,
  target: WrittenMove,
): LineVerdict {
  const before = problem.moves[target.index - 2]?.holder ?? problem.start;
  const given = progress.holders[target.index - 1] ?? before;
  const expected = { ...target, index: line.index, holder: afterSwap(given, target) };
  if (isSameMove(line, target) && progress.shift === 0) return { kind: 'right' };
  if (isSameMove(line, expected)) return { kind: 'follows' };
  const reason = reasonOf(problem, given, line, target);
  if (reason === 'statement') {
    progress.holders[target.index] = given;
    progress.shift += 1;
  }
  return { kind: 'wrong', expected: moveLine(problem.setting, expected), reason };
}

function isSameMove(line: WrittenMove, other: WrittenMove): boolean {
  return isSameSwap(line, other) && line.holder === other.holder;
}

function reasonOf(
  { moves }: ShuffleProblem,
  given: string,
  line: WrittenMove,
  target: WrittenMove,
): WrongReason {
  if (isSameSwap(line, target)) return 'holder';
  const next = moves[target.index];
  const isNext = next !== undefined && isSameSwap(line, next) && line.holder === afterSwap(given, next);
  return isNext ? 'statement' : 'pair';
}

function judgeAnswer({ moves, answer }: ShuffleProblem, progress: Progress, holder: string): LineVerdict {
  if (holder === answer) return { kind: 'right' };
  const { last, shift } = progress;
  const isComplete = last !== null && last.index + shift === moves.length;
  if (isComplete && holder === last.holder) return { kind: 'follows' };
  return { kind: 'wrong', expected: answerLine(answer), reason: 'answer' };
}
