/** How far a model is in its training, in words. Pure. */
import type { ModelCard } from '#engine/catalog.ts';

/** "after 1,024 steps, 3.9 million tokens read"; '' for a model whose training is not known here. */
export function trainingWords({ trained }: Pick<ModelCard, 'trained'>, isFinished: boolean): string {
  if (trained === null) return isFinished ? 'finished' : '';
  const { step, tokens } = trained;
  const after = `${step.toLocaleString('en')} steps, ${millions(tokens)} million tokens read`;
  return isFinished ? `finished: ${after}` : `after ${after}`;
}

function millions(tokens: number): string {
  const value = tokens / 1e6;
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
