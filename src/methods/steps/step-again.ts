/** Another step where one is held for wrong: the middle of backtracking (arXiv 2311.08516; methods.md 6). */
import type { Answer, MethodContext, Traced } from '../define.ts';
import { stepsOf } from './steps-of.ts';

/** The likeliest sample of the step that differs from the one that stands there, or null. */
export async function* stepAgain(
  ctx: MethodContext,
  draft: Answer,
  at: number,
  { samples, temperature }: { readonly samples: number; readonly temperature: number },
): Traced<Answer | null> {
  const old = stepsOf(draft)[at];
  if (old === undefined) return null;
  const place = { from: draft, at: old.start, until: 'step', temperature, label: 'step again' } as const;
  const tries = yield* ctx.sample(samples, place);
  const others = tries.filter((one) => isWritten(one) && plain(stepText(one)) !== plain(old.text));
  return others.toSorted((a, b) => logprobOf(b) - logprobOf(a))[0] ?? null;
}

/** What was written of an answer beyond what was kept. */
export function stepText({ pieces, start, length }: Answer): string {
  return pieces.slice(start, length).join('');
}
/** False for white space alone. */
export function isWritten(answer: Answer): boolean {
  return stepText(answer).trim() !== '';
}
/** Steps that read the same are the same. */
export function plain(step: string): string {
  return step.toLowerCase().replace(/\s+/g, ' ').trim();
}
/** Of the step, raw, nats. */
function logprobOf({ tokens, start }: Answer): number {
  return tokens.slice(start).reduce((sum, { logprob }) => sum + logprob, 0);
}
