/** The exact checker's verdict on a line, in the words the page shows. Pure. */
import type { LineVerdict, WrongReason } from '#tasks/check-answer.ts';

export interface Mark {
  readonly sign: '✓' | '✗';
  /** "wrong operation: 9 × 9 = 81", "follows from step 1", "right". */
  readonly words: string;
  readonly verdict: 'right' | 'wrong' | 'follows';
}

const WRONG_WORDS: Readonly<Record<WrongReason, string>> = {
  arithmetic: 'wrong result',
  operation: 'wrong operation',
  operand: 'wrong number',
  statement: 'left a sentence out',
  carry: 'wrong carry',
  pair: 'wrong swap',
  holder: 'wrong place',
  'no-such-step': 'one step too many',
  answer: 'wrong answer',
};

/** @param wrongStep number of the nearest wrong step above, for what follows from it. */
export function markOf(verdict: LineVerdict, wrongStep: number | null): Mark | null {
  switch (verdict.kind) {
    case 'right':
      return { sign: '✓', words: 'right', verdict: 'right' };
    case 'wrong':
      return {
        sign: '✗',
        words: `${WRONG_WORDS[verdict.reason]}: ${readable(verdict.expected)}`,
        verdict: 'wrong',
      };
    case 'follows':
      return {
        sign: '✗',
        words: wrongStep === null ? 'follows from what is wrong above' : `follows from step ${wrongStep}`,
        verdict: 'follows',
      };
    case 'unknown':
      return null;
  }
}

const NO_BREAK = '\u00a0';
/** Stays in one line. "Step 2: 9 * 9 = 81." → "9 × 9 = 81"; "The answer is 91." → "91". */
function readable(line: string): string {
  return line
    .replace(/^Step \d+: /, '')
    .replace(/^The answer is /, '')
    .replace(/\.$/, '')
    .replaceAll(' * ', ' × ')
    .replaceAll(' - ', ' − ')
    .replaceAll(' / ', ' ÷ ')
    .replaceAll(' ', NO_BREAK);
}
