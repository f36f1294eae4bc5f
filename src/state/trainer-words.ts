/** What the trainer is doing, in a line. Pure. */
import type { Training } from './training.svelte.ts';

type Told = Pick<Training, 'stage' | 'progress' | 'threads' | 'isRunning' | 'isStopping'>;

/** @param wished how long it was asked to go on; `tokens` 0: by time. */
export function trainerWords(
  { stage, progress, threads, isRunning, isStopping }: Told,
  wished: { readonly seconds: number; readonly tokens: number },
): string {
  if (!isRunning) return progress === null ? 'Nothing is being trained.' : `${read(progress)}.`;
  if (progress === null) return BEGINNING[stage ?? 'fetching'];
  const doing = isStopping ? 'Stopping' : stage === 'measuring' ? 'Measuring' : 'Training';
  const of = wished.tokens > 0 ? '' : ` of ${wished.seconds}`;
  const speed = stage === 'measuring' ? '' : `, ${Math.round(progress.tokensPerSecond)} tokens a second`;
  return `${doing}: ${Math.round(progress.seconds)}${of} s, ${read(progress)}${speed} (${threads}).`;
}

const BEGINNING = {
  fetching: 'Fetching the model …',
  measuring: 'Measuring how the model is before it reads anything …',
  starting: 'Building the training graph …',
  training: 'The first steps …',
} as const;

function read({ tokens }: { readonly tokens: number }): string {
  return `${tokens.toLocaleString('en')} tokens read`;
}
