/** The states of a training that are shipped so that it can be watched: which they are, and where each is put. */
import { join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { readCheckpoint } from '#train/checkpoint-file.ts';
import { readSoFar } from '#train/export-command.ts';
import { SCHOOL } from '#train/upbringing.ts';

/** The variant whose upbringing is shown step by step; the others ship their last state only. */
export const SHOWN_STEP_BY_STEP = 'wait';
/** From the project's root. */
export const SHOWN_FOLDER = `models/organisms/${SHOWN_STEP_BY_STEP}`;
/** Steps since the school began, or since the variant did: few enough for a download, close where abilities appear. */
const SHOWN = { school: [256, 512, 1024, 4096, 8192], variant: [256, 1024] };

export interface ShownState {
  /** The checkpoint. */
  readonly from: string;
  /** The model that comes of it, from the project's root. */
  readonly file: string;
}

/**
 * Earliest first; without a school those of the variant alone. Rejects 'bad-input' that names every checkpoint that is
 * missing, and what readCheckpoint rejects.
 */
export async function shownStates(folder: string, school: string | null): Promise<ShownState[]> {
  const stepIn = (place: string) => (step: number) => join(place, `step-${step}.bin`);
  const end = school === null ? [] : [join(school, 'checkpoint.bin')];
  const before = school === null ? [] : SHOWN.school.map(stepIn(school));
  const paths = [...before, ...end, ...SHOWN.variant.map(stepIn(folder))];
  const states: ShownState[] = [];
  const missing: string[] = [];
  for (const from of paths) {
    const saved = await readCheckpoint(from);
    if (saved === null) missing.push(from);
    // What all variants start from has a name of its own: `st train --school` takes it.
    else if (end.includes(from)) states.push({ from, file: `models/organisms/${SCHOOL}.gguf` });
    else states.push({ from, file: `${SHOWN_FOLDER}/step-${readSoFar(saved).step}.gguf` });
  }
  if (missing.length === 0) return states;
  throw new AppError('bad-input', `There is no checkpoint at ${missing.join(', ')}. Train again.`, {
    missing: missing.length,
  });
}
