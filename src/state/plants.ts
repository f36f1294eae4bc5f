/** Planted errors in the words of the page. Pure. */
import type { TraceProblem } from '#core/trace/events.ts';
import { checkAnswer } from '#tasks/check-answer.ts';
import type { Planted } from '#tasks/planted.ts';
import { plantPlaces, plantedAt } from '#tasks/planted-turns.ts';
import type { PlantPlace } from '#tasks/planted.ts';
import { CHECK_REQUEST } from '#tasks/prompts.ts';
import type { PlantKind } from '#tasks/wrong-lines.ts';
import type { BranchSummary } from './branch-summary.ts';
import { textOf } from './glyphs.ts';
import { markOf } from './marks.ts';
import type { Mark } from './marks.ts';
import { rebuild } from './problem-draft.svelte.ts';
import type { PlantTurn } from './requests.ts';
import type { AnswerRow } from './rows.ts';

export const PLANT_KIND_WORDS: Readonly<Record<PlantKind, string>> = {
  slip: 'slip of the pen',
  'wrong-operation': 'wrong operation',
  'wrong-operand': 'wrong number',
  'skipped-statement': 'sentence left out',
  'misread-number': 'misread number',
  'used-distractor': 'number that does not matter',
};
export const PLANT_TURN_WORDS: Readonly<Record<PlantTurn, string>> = {
  own: 'the model’s turn',
  user: 'the user’s turn',
};

export function plantLabel({ kind, step }: Planted, turn: PlantTurn): string {
  return `planted in ${PLANT_TURN_WORDS[turn]}: ${PLANT_KIND_WORDS[kind]}, step ${step}`;
}

/** What is said of a forced row: the wrong line is planted, the right ones before it are given. Null for any other row. */
export function plantedNote({ forced, mark }: AnswerRow): { word: string; title: string } | null {
  if (forced !== 'planted') return null;
  if (mark?.verdict === 'right')
    return { word: 'given', title: 'A right line, put into the model’s turn before the planted error' };
  return { word: 'planted', title: plantedTitle(mark) };
}

export function plantedTitle(mark: Mark | null): string {
  return `A planted error${mark === null ? '' : `, ${mark.words}`}`;
}

export interface PlantChoice extends PlantPlace {
  /** The wrong line. */
  readonly line: string;
  readonly trueValue: number;
}

/** Every error that the problem allows, by step and then by kind; none where no checker knows it. */
export function plantChoices(generated: TraceProblem['generated']): PlantChoice[] {
  const problem = rebuild(generated);
  if (problem === null) return [];
  return plantPlaces(problem).flatMap((place) => {
    const planted = plantedAt(problem, place);
    return planted === null
      ? []
      : [{ ...place, line: planted.lines.at(-1) ?? '', trueValue: planted.trueValue }];
  });
}

export interface UserLine {
  readonly text: string;
  /** Null where no checker knows. */
  readonly mark: Mark | null;
}

/** What the user of a branch said beside the problem, line by line, with the checker's marks. */
export function userLines(userTurn: string, { generated }: TraceProblem): UserLine[] {
  const lines = [...userTurn.split('\n'), CHECK_REQUEST];
  const problem = rebuild(generated);
  const verdicts = problem === null ? [] : checkAnswer(problem, lines);
  return lines.map((text, i) => {
    const verdict = verdicts[i];
    return { text, mark: verdict === undefined ? null : markOf(verdict, null) };
  });
}

export interface PlantPair {
  readonly own: BranchSummary;
  readonly user: BranchSummary;
}

/** The selected branch and the latest one with the same lines planted in the other turn; null without such a one. */
export function plantPair(summaries: readonly BranchSummary[], selected: number): PlantPair | null {
  const chosen = summaries.find(({ branch }) => branch.id === selected);
  const lines = chosen === undefined ? null : plantedText(chosen);
  if (chosen === undefined || lines === null) return null;
  const isUser = chosen.branch.userTurn !== null;
  const other = summaries.findLast(
    (one) => (one.branch.userTurn !== null) !== isUser && plantedText(one) === lines,
  );
  if (other === undefined) return null;
  return isUser ? { own: other, user: chosen } : { own: chosen, user: other };
}

function plantedText({ branch }: BranchSummary): string | null {
  if (branch.reason !== 'plant') return null;
  return branch.userTurn ?? textOf(branch.tokens.filter(({ forced }) => forced === 'planted')).trim();
}
