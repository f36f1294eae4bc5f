/** Documents about single calculations or moves: computed, or judged. */
import type { Rng } from '#core/rng.ts';
import type { TaskFamily } from '#tasks/families.ts';
import { CLAIMS_REQUEST, proposedAnswer } from '#tasks/prompts.ts';
import type { Drill } from '#tasks/task.ts';
import type { Mix } from '#train/mix.ts';
import { assistantTurn, userTurn } from '#train/text-document.ts';
import type { Segment, Turn } from '#train/text-document.ts';
import { verdict, verdictWord } from '#train/verdict-document.ts';

export type DrillKind = 'drills' | 'claims' | 'claims-by-letter' | 'claims-together' | 'calculations';
/** As many as always fit; a move takes more words than a calculation. */
export function drillCount(kind: DrillKind, { id }: TaskFamily): number {
  if (id === 'shuffled-objects') return 3;
  return { drills: 5, claims: 14, 'claims-by-letter': 4, 'claims-together': 12, calculations: 10 }[kind];
}

/** Single steps: computed, judged in the words of a verdict, or judged right behind the claim. */
export function drills(kind: DrillKind, asked: readonly Drill[], mix: Mix, rng: Rng): Turn[] {
  switch (kind) {
    case 'calculations':
      return asked
        .filter(({ isRight }) => isRight)
        .flatMap(({ question, answer }) => [userTurn(question), assistantTurn(`${answer}.`)]);
    case 'drills':
      return asked.flatMap((one) => verdict(one.question, one, mix, rng));
    case 'claims-by-letter':
      return asked.flatMap(({ question, claim, isRight }) =>
        verdict(question, { answer: claim, isRight }, mix, rng),
      );
    case 'claims-together':
      return Array.from({ length: 2 }, () => claimsTogether(asked, mix, rng)).flat();
    case 'claims':
      return [
        userTurn(CLAIMS_REQUEST),
        assistantTurn(...asked.flatMap((one, i) => judgedClaim(one, i, mix.placeWeight))),
      ];
  }
}
/** A few claims as the steps of one answer: all of them right, or all but one. */
function claimsTogether(asked: readonly Drill[], mix: Mix, rng: Rng): Turn[] {
  const [right, wrong] = [true, false].map((kind) => asked.filter(({ isRight }) => isRight === kind));
  const chosen = rng.shuffle(right ?? []).slice(0, rng.between(1, 3));
  const isWrong = rng.next() < 0.5 || chosen.length === 0;
  const planted = isWrong ? rng.shuffle(wrong ?? []).slice(0, 1) : [];
  const lines = rng.shuffle([...chosen, ...planted]).map(({ claim }, i) => `Step ${i + 1}: ${claim}`);
  const judged = { answer: proposedAnswer(lines), isRight: planted.length === 0 };
  return verdict(CLAIMS_REQUEST, judged, mix, rng);
}

/** Claims themselves are not learned: half of them are wrong. */
function judgedClaim({ claim, isRight }: Drill, i: number, placeWeight: number): Segment[] {
  return [
    { text: `${i > 0 ? '\n' : ''}${claim}`, weight: 0 },
    { text: verdictWord(isRight), weight: placeWeight },
  ];
}
