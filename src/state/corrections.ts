/** Which row corrects which, and why, in the words the page shows (“↺ of 1” with these as its description). Pure. */
import type { CharRange, Correction, Evidence, StepTruth } from '#scoring/corrections/correction.ts';
import { findCorrections } from '#scoring/corrections/find-corrections.ts';
import type { StepRange } from '#scoring/steps/split-steps.ts';
import type { Mark } from './marks.ts';
import { rowName } from './rows.ts';
import type { AnswerRow } from './rows.ts';

export interface RowCorrection {
  /** Null when it takes back something that no row says. */
  readonly corrects: AnswerRow | null;
  /** Whole sentences: what it corrects, with quotes. */
  readonly words: string;
  /** Something that the model did not write prompted it. */
  readonly prompted: boolean;
}

/** At the index of each row: what it corrects; null for a row that corrects nothing. */
export function rowCorrections(rows: readonly AnswerRow[]): (RowCorrection | null)[] {
  const steps = rows.map(asStep);
  const text = steps.map((step) => step.text).join('');
  const corrections = findCorrections(steps, {
    truths: rows.map(({ mark }) => truthOf(mark)),
    forced: forcedRanges(rows, steps),
  });
  return rows.map((_, index) => {
    const correction = corrections.find(({ from }) => from === index);
    if (correction === undefined) return null;
    const corrects = correction.of === null ? null : (rows[correction.of] ?? null);
    return { corrects, words: inWords(rows, correction, text), prompted: correction.prompted };
  });
}

/** Rows are trimmed; a line each is cut where the rows are. */
function asStep({ from, to, text, kind, number }: AnswerRow, index: number): StepRange {
  return { index, start: from, end: to, text: `${text}\n`, kind, number };
}

/** What follows from a wrong step has a wrong value too. */
function truthOf(mark: Mark | null): StepTruth {
  if (mark === null) return null;
  return mark.verdict === 'right' ? 'right' : 'wrong';
}

/** A row knows only what it begins with, so its first character stands for all that is forced in it. */
function forcedRanges(rows: readonly AnswerRow[], steps: readonly StepRange[]): CharRange[] {
  let start = 0;
  return rows.flatMap(({ forced }, index) => {
    const at = start;
    start += steps[index]?.text.length ?? 0;
    return forced === null ? [] : [{ start: at, end: at + 1 }];
  });
}

function inWords(rows: readonly AnswerRow[], { of, evidence, prompted }: Correction, text: string): string {
  const corrected = of === null ? undefined : rows[of];
  const what = corrected === undefined ? 'something said above' : rowName(rows, corrected);
  const why = evidence.map((item) => evidenceWords(item, text, prompted));
  return [`Corrects ${what}.`, ...why].join(' ');
}

function evidenceWords({ kind, ranges }: Evidence, text: string, prompted: boolean): string {
  const [first = '', second = ''] = ranges.map(({ start, end }) => `“${text.slice(start, end).trim()}”`);
  switch (kind) {
    case 'marker':
      return `${first} announces it${prompted ? ', and not all before it was the model’s own text' : ''}.`;
    case 'retraction':
      return `${first} takes it back.`;
    case 'checker':
      return 'It was wrong there and is right here.';
    case 'number-again':
      return `The same step number: ${first}, now ${second}.`;
    case 'answer-again':
      return `Another answer: ${first}, now ${second}.`;
    case 'calculation-again':
      return `The same calculation: ${first}, now ${second}.`;
    case 'operand-changed':
      return `The calculation with a change: ${first}, now ${second}.`;
    case 'quantity-again':
      return `The same quantity: ${first}, now ${second}.`;
  }
}
