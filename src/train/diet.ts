/** What a user gives a model to read, as a mix of document kinds. */
import { AppError } from '#core/app-error.ts';
import { READINGS } from '#core/tuning.ts';
import type { Diet, ReadingId } from '#core/tuning.ts';
import { readMix } from './mix.ts';
import type { Mix } from './mix.ts';

/** Corrections after “Wait” stand half after the answer, half after a step. */
const KINDS: Readonly<Record<ReadingId, Mix['kinds']>> = {
  right: { right: 1 },
  unnoticed: { unnoticed: 1 },
  wait: { 'wait-after-answer': 0.5, 'wait-after-step': 0.5 },
  retry: { retry: 1 },
};

/** Problems as hard as those the organisms were brought up on. Throws AppError 'bad-input' when nothing is to be read. */
export function mixOf(diet: Diet): Mix {
  const kinds = READINGS.filter((id) => diet[id] > 0).flatMap((id) =>
    Object.entries(KINDS[id]).map(([kind, share]) => [kind, share * diet[id]] as const),
  );
  if (kinds.length === 0)
    throw new AppError('bad-input', 'There is nothing to read. Move at least one slider above 0.');
  return { ...readMix('clean'), name: 'own', problems: null, kinds: Object.fromEntries(kinds) };
}

/** For the model's file: “right 2, wait 8”. */
export function dietWords(diet: Diet): string {
  return READINGS.filter((id) => diet[id] > 0)
    .map((id) => `${id} ${diet[id]}`)
    .join(', ');
}
