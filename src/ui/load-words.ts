/** What is said of a model on its way into the engine. Pure. */
import type { LoadProgress } from '#state/model-loading.ts';
import { bytes } from './format.ts';

const STAGES: Readonly<Record<LoadProgress['stage'], string>> = {
  fetching: 'Fetching the file',
  reading: 'Reading the file',
  building: 'Unpacking the weights',
  starting: 'Starting the engine, the last part',
};

/** `amount` follows the stage. */
export function loadWords({ stage, done, total }: LoadProgress): {
  readonly stage: string;
  readonly amount: string;
} {
  const of = total === null ? '' : ` of ${bytes(total)}`;
  return { stage: STAGES[stage], amount: done === 0 ? '' : ` · ${bytes(done)}${of}` };
}
