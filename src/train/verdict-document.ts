/** How documents judge: by the letter that P(True) is read from, or by a word. */
import type { Rng } from '#core/rng.ts';
import { ptruePrompt } from '#scoring/ptrue-prompt.ts';
import type { Drill } from '#tasks/task.ts';
import type { Mix } from '#train/mix.ts';
import { assistantTurn, userTurn } from '#train/text-document.ts';
import type { Turn } from '#train/text-document.ts';

export function verdict(
  question: string,
  { answer, isRight }: Pick<Drill, 'answer' | 'isRight'>,
  { placeWeight, trueFirst }: Mix,
  rng: Rng,
  ask: (text: string) => Turn = userTurn,
): Turn[] {
  const prompt = ptruePrompt(question, answer, rng.next() < trueFirst ? 'true-first' : 'false-first');
  const label = isRight ? prompt.trueLabel : prompt.falseLabel;
  return [ask(prompt.user), assistantTurn(prompt.cue, { text: label, weight: placeWeight }, ')')];
}

export function verdictWord(isRight: boolean): string {
  return isRight ? ' right' : ' wrong';
}
