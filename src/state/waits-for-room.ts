/** What could not be kept because the browser gives no more room: then what is deleted goes for good and at once. */
import type { Autosave } from './runs-autosave.svelte.ts';

/** Whatever waits apart from the run on screen. */
export interface WaitsForRoom {
  readonly isFull: boolean;
  /** There is more room now. Rejects as the stores do. */
  keepAgain(): Promise<void>;
}
type Run = Pick<Autosave, 'failure' | 'flush'>;

/** @param others null where there are none */
export function needsRoom(run: Run, others: WaitsForRoom | null): boolean {
  return run.failure?.code === 'storage-full' || others?.isFull === true;
}
export async function takeRoom(run: Run, others: WaitsForRoom | null): Promise<void> {
  await run.flush();
  await others?.keepAgain();
}
