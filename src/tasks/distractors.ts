/** Puts sentences into a word problem whose numbers do not matter, and finds the steps that used them all the same. */
import { AppError } from '#core/app-error.ts';
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import { checkAnswer } from '#tasks/check-answer.ts';
import { DISTRACTOR_FORMS } from '#tasks/distractor-forms.ts';
import type { DistractorKind } from '#tasks/distractor-forms.ts';
import { parseLine } from '#tasks/parse-line.ts';
import type { Distractor, Problem } from '#tasks/problem.ts';
import { NAMES, THINGS, fillForm } from '#tasks/surface-forms.ts';

const KINDS = Object.keys(DISTRACTOR_FORMS) as DistractorKind[];
/** More would bury the problem. */
export const MOST_DISTRACTORS = 4;

interface Draft {
  readonly kind: DistractorKind;
  readonly text: string;
  readonly value: number;
  /** The sentence of the problem that it stands before. */
  readonly before: number;
}

/**
 * The same problem with that many more sentences: steps and answer stay. A problem with n + 1 of them holds those of the
 * problem with n.
 * @throws AppError bad-input unless count is a whole number from 0 to MOST_DISTRACTORS.
 */
export function addDistractors(problem: Problem, count: number): Problem {
  if (!Number.isInteger(count) || count < 0 || count > MOST_DISTRACTORS)
    throw new AppError(
      'bad-input',
      `There cannot be ${count} sentences that do not matter. Choose 0 to ${MOST_DISTRACTORS}.`,
      { count },
    );
  const rng = createRng(problem.seed).fork(`distractors ${problem.difficulty}`);
  const sentences = problem.text.split(/(?<=[.?]) /);
  const drafts: Draft[] = [];
  while (drafts.length < count) drafts.push(draftOne(problem, sentences, drafts, rng));
  return { ...problem, ...joined(sentences, drafts) };
}

function draftOne(problem: Problem, sentences: readonly string[], others: readonly Draft[], rng: Rng): Draft {
  const kind = rng.pick(KINDS);
  const form = rng.pick(DISTRACTOR_FORMS[kind]);
  const taken = [...numbersOf(problem), ...others.map(({ value }) => value)];
  const value = rng.pick(Array.from({ length: 98 }, (_, i) => i + 2).filter((n) => !taken.includes(n)));
  const strangers = NAMES.filter((name) => !problem.text.includes(name));
  const otherThing = rng.pick(THINGS.filter((thing) => thing !== problem.thing));
  const words = {
    N: problem.name,
    O: rng.pick(strangers),
    t: problem.thing,
    u: otherThing,
    v: isOwnerClear(problem, sentences) ? rng.pick([problem.thing, otherThing]) : otherThing,
    n: value,
  };
  return { kind, text: fillForm(form, words), value, before: rng.pick(gaps(problem, sentences)) };
}

function numbersOf({ start, steps }: Problem): number[] {
  return [start, ...steps.flatMap(({ left, right, result }) => [left.value, right.value, result])];
}
/** "How many coins are there now?" would count everybody's, so nobody else may have the same things then. */
function isOwnerClear({ name }: Problem, sentences: readonly string[]): boolean {
  return sentences.every((sentence) => sentence.includes(name));
}
/** Not before "Eva finds 5 more.", which says only after the sentence before it what is meant. */
function gaps({ thing }: Problem, sentences: readonly string[]): number[] {
  return sentences.flatMap((sentence, at) => (at > 0 && sentence.includes(` ${thing}`) ? [at] : []));
}

function joined(
  sentences: readonly string[],
  drafts: readonly Draft[],
): Pick<Problem, 'text' | 'distractors'> {
  const all: string[] = [];
  const distractors: Distractor[] = [];
  sentences.forEach((sentence, at) => {
    for (const { kind, text, value } of drafts.filter(({ before }) => before === at)) {
      const from = all.join(' ').length + 1;
      distractors.push({ kind, sentence: all.length, from, to: from + text.length, value });
      all.push(text);
    }
    all.push(sentence);
  });
  return { text: all.join(' '), distractors };
}

export interface DistractorUse {
  /** Which of the lines, from 0. */
  readonly line: number;
  readonly distractor: Distractor;
}

/** Lines that are wrong because they calculate with a number that does not matter. */
export function distractorUses(problem: Problem, lines: readonly string[]): DistractorUse[] {
  const verdicts = checkAnswer(problem, lines);
  const results = new Set<number>();
  return lines.flatMap((text, line) => {
    const parsed = parseLine(text);
    if (parsed.type !== 'step') return [];
    const { left, right, result } = parsed.step;
    const used = problem.distractors.find(
      ({ value }) => (value === left || value === right) && !results.has(value),
    );
    results.add(result);
    const verdict = verdicts[line];
    const isWrong = verdict?.kind === 'wrong' && verdict.reason !== 'arithmetic';
    return used !== undefined && isWrong ? [{ line, distractor: used }] : [];
  });
}
