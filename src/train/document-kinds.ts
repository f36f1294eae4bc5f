/** How each kind of document is written, after the recipe in models/organisms/mixes.json. */
import type { Rng } from '#core/rng.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import type { TaskFamily } from '#tasks/families.ts';
import { trainingSeed } from '#tasks/seed-range.ts';
import type { Task } from '#tasks/task.ts';
import { drillCount, drills } from '#train/drill-documents.ts';
import { judgedSteps, judgedTries, stepVerdicts, verdictOf } from '#train/judged-documents.ts';
import { drawWeighted } from '#train/mix.ts';
import type { DocumentKind, Mix } from '#train/mix.ts';
import type { OwnMistake } from '#train/own-mistakes.ts';
import { solved } from '#train/solved-documents.ts';
import type { TextDocument, Turn } from '#train/text-document.ts';

/** What documents are written from besides chance. */
export interface Sources {
  readonly family: TaskFamily;
  /** Of the model that is trained, in the problems of `WORD_PROBLEMS`; none at first. */
  readonly own: readonly OwnMistake[];
  /** Where problems come from; null: from the same chance as everything else. */
  readonly problems: Rng | null;
}
export const PLAIN_SOURCES: Sources = { family: WORD_PROBLEMS, own: [], problems: null };

/** A document of the given kind about a fresh training problem. */
export function writeDocument(
  kind: DocumentKind,
  mix: Mix,
  rng: Rng,
  sources: Sources = PLAIN_SOURCES,
): TextDocument {
  return { kind, turns: writeTurns(kind, mix, rng, sources) };
}
function freshTask({ family, problems }: Sources, mix: Mix, rng: Rng): Task {
  const drawn = problems ?? rng;
  const difficulty = Number(drawWeighted(drawn, mix.difficulty));
  return family.generate({ seed: trainingSeed(drawn), difficulty });
}
function hardestTask({ family, problems }: Sources, rng: Rng): Task {
  const difficulty = Math.max(...family.difficulties);
  return family.generate({ seed: trainingSeed(problems ?? rng), difficulty });
}

function writeTurns(kind: DocumentKind, mix: Mix, rng: Rng, sources: Sources): Turn[] {
  switch (kind) {
    case 'calculations':
    case 'drills':
    case 'claims':
    case 'claims-by-letter':
    case 'claims-together': {
      const count = drillCount(kind, sources.family);
      const asked = Array.from({ length: count }, () => freshTask(sources, mix, rng).drill(rng));
      return drills(kind, asked, mix, rng);
    }
    case 'verdict':
      return verdictOf(freshTask(sources, mix, rng), sources, mix, rng);
    case 'step-verdicts':
      return stepVerdicts(freshTask(sources, mix, rng), sources, mix, rng);
    case 'judged-tries':
      return judgedTries(freshTask(sources, mix, rng), mix, rng);
    case 'judged-steps':
      return judgedSteps(freshTask(sources, mix, rng), sources, mix, rng);
    case 'hardest-at-a-glance':
    case 'hardest-written-out':
      return solved(kind, hardestTask(sources, rng), mix, rng);
    default:
      return solved(kind, freshTask(sources, mix, rng), mix, rng);
  }
}
