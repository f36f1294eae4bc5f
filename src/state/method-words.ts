/** What methods are and came to, in words. Pure. */
import type { AppError } from '#core/app-error.ts';
import type { CorrectionTime, FeedbackSource } from '#methods/define.ts';
import type { Difference } from '#scoring/methods/paired-difference.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import type { JudgedAnswer } from '#scoring/methods/judged-item.ts';
import type { Interval } from '#scoring/intervals.ts';
import type { TaskFamily } from '#tasks/families.ts';
import type { ItemSet } from '#tasks/items/item-set.ts';
import type { Limits } from './method-link.ts';

export const LETTERS = ['A', 'B', 'C', 'D'] as const;
export function methodLetter(index: number): string {
  return LETTERS[index] ?? String(index + 1);
}

export const TIME_WORDS: Readonly<Record<CorrectionTime, string>> = {
  training: 'by training',
  generation: 'while it writes',
  after: 'after the answer',
};
export const FEEDBACK_WORDS: Readonly<Record<FeedbackSource, string>> = {
  self: 'the model itself',
  oracle: 'the reference answer',
  tool: 'a tool',
  none: 'nobody',
};
/** For people: whatever stands beside this word is not the model's own. */
export const ORACLE = 'oracle';
export const ORACLE_WORDS =
  'The reference answer was asked while the method worked: no figure of it is the model’s own.';

/** "0.75 [0.47, 0.91]"; "–" for what is not known. */
export function withInterval(value: number | null, interval: Interval | null, digits = 2): string {
  if (value === null) return '–';
  const number = (one: number): string => one.toFixed(digits).replace('-', '−');
  return interval === null
    ? number(value)
    : `${number(value)} [${number(interval.low)}, ${number(interval.high)}]`;
}
export function differenceWords(difference: Difference | null): string {
  return difference === null ? '–' : withInterval(difference.difference, difference.interval);
}

export type Flip = 'R→R' | 'R→W' | 'W→R' | 'W→W';
/** What became of the answer that the method began with; null where that is not known. */
export function flipOf(outcome: ItemOutcome, greedy: JudgedAnswer | null): Flip | null {
  const { candidates, chosen, draft, unjudged } = outcome;
  if (unjudged) return null;
  const first = draft === null ? greedy : (candidates[draft] ?? null);
  if (first === null) return null;
  const second = candidates[chosen ?? -1]?.right ?? false;
  return `${first.right ? 'R' : 'W'}→${second ? 'R' : 'W'}`;
}
export const FLIP_WORDS: Readonly<Record<Flip, string>> = {
  'R→R': 'right before, right after',
  'R→W': 'right before, wrong after: broken',
  'W→R': 'wrong before, right after: repaired',
  'W→W': 'wrong before, wrong after',
};

export type OutcomeSign = '✓' | '✗' | '?';
export const OUTCOME_WORDS: Readonly<Record<OutcomeSign, string>> = {
  '✓': 'right',
  '✗': 'wrong',
  '?': 'nobody knows whether it is right',
};
/** Of what was chosen; no choice is wrong. */
export function outcomeSign({ candidates, chosen, unjudged }: ItemOutcome): OutcomeSign {
  if (unjudged) return '?';
  return candidates[chosen ?? -1]?.right ? '✓' : '✗';
}

/** "Word problems, 4 steps, seed 1, at most 400 tokens each": which problems, without how many. */
export function problemWords(set: ItemSet | null, family: TaskFamily | null, limits: Limits): string {
  if (set === null) return '';
  const [kind, level, planted] =
    set.type === 'file'
      ? [set.name]
      : [family?.title ?? set.family, `${set.difficulty} ${family?.unit ?? ''}`.trimEnd(), plantedWords(set)];
  const most = limitWords(limits);
  const parts = [kind, level, planted, `seed ${set.seed}`, most === '' ? undefined : `at most ${most} each`];
  return parts.filter((part) => part !== undefined).join(', ');
}
function plantedWords({ planted }: Exclude<ItemSet, { type: 'file' }>): string | undefined {
  if (planted === undefined) return undefined;
  return planted === 'any' ? 'a mistake planted at any step' : `a mistake planted at step ${planted}`;
}
function limitWords({ tokens, calls, seconds }: Limits): string {
  const parts = [
    ...(tokens === null ? [] : [`${tokens} tokens`]),
    ...(calls === null ? [] : [`${calls} calls`]),
    ...(seconds === null ? [] : [`${seconds} s`]),
  ];
  return parts.join(' and ');
}

/** How a run of all methods ended. */
export interface MethodsEnd {
  /** The model is the one that they began with. */
  readonly isStanding: boolean;
  readonly isStopped: boolean;
  readonly isDone: boolean;
  /** A reload would have all that is finished. */
  readonly isKept: boolean;
  /** Why the comparison is not under Runs as it stands; null while it is. */
  readonly unlisted: AppError | null;
  /** Why no samples at equal tokens were drawn; null where they were. */
  readonly undrawn: string | null;
}
export function endWords(end: MethodsEnd): string {
  const { isStanding, isStopped, isDone, isKept, unlisted, undrawn } = end;
  const kept = isKept ? 'What is finished is kept' : 'Not all that is finished is kept yet';
  if (!isStanding) return `The model is gone, so the methods stopped. ${kept}.`;
  if (isStopped) return `Stopped. ${kept}, and Run goes on from there.`;
  if (!isDone) return 'Not everything could be run. Each method says why.';
  if (unlisted !== null)
    return `All methods are done, but the comparison does not stand under Runs. ${unlisted.message}`;
  const done = isKept ? 'All methods are done. The comparison is kept, under Runs.' : 'All methods are done.';
  return undrawn === null ? done : `${done} Samples worth as many tokens were left out. ${undrawn}`;
}

/** @param shared names of the methods that other comparisons have too */
export function forgottenWords(shared: readonly string[]): string {
  const gone = 'What was finished of this comparison alone is thrown away.';
  if (shared.length === 0) return 'What was finished of this comparison is thrown away.';
  return `${gone} Other comparisons under Runs have these too, so they stay: ${shared.join(', ')}.`;
}
