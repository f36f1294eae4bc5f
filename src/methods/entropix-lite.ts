/** A sampler that reacts to what it meets: entropy and varentropy of each place. Repo xjdr-alt/entropix; methods.md P2. */
import type { Reductions } from '#core/distribution.ts';
import { defineMethod } from './define.ts';
import type { Answer, Drawing, MethodContext, Traced } from './define.ts';
import { number, text } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { PLACES, drawingAt, placeOf } from './steps/entropy-quadrant.ts';
import type { PlaceKind } from './steps/entropy-quadrant.ts';

export const entropixLite = defineMethod({
  id: 'entropix-lite',
  title: 'Entropix, lite',
  idea: [
    'Draws every token by the entropy and varentropy of its place: the likeliest where both are low, warmer where ways part, and a pause where all is unclear.',
    'Doubt over everything and doubt between a few ways are different, and one temperature serves neither.',
    'No reviewed evaluation supports it and its thresholds are of one large vocabulary: take it as a lens; the attention terms and the later Dirichlet sampler are left out.',
  ],
  algorithm: [
    'H ← −Σ p log2 p; V ← Σ p (log2 p + H)², of the raw distribution at each place, in bits',
    'H < 0.1 and V < 0.1: argmax',
    'H > 5 and V < 0.1: write the pause unless it was just written; then draw at min(1.5, 1.3 T)',
    'H < 5 and V > 5: draw at min(1.5, 1.2 T)',
    'H > 3 and V > 5: draw at max(2, 2 T)',
    'else: draw at T; top-p 0.9, top-k 27 and min-p 0.03 wherever a token is drawn',
  ],
  source: 'github.com/xjdr-alt/entropix, the thresholds of its popular version',
  corrects: 'generation',
  feedback: ['self'],
  needs: 'any',
  requires: [],
  params: {
    temperature: number(0.666, { min: 0.01, max: 5, label: 'base temperature (T)' }),
    pause: text('...', { label: 'pause, where everything is unclear' }),
  },
  async *run(ctx, task, { temperature, pause }) {
    const met = new Map<PlaceKind, number>();
    const answer = yield* writeWithPauses(ctx, { temperature, pause, met });
    const counted = PLACES.map((kind) => `${kind} ${met.get(kind) ?? 0}`).join(', ');
    return { candidates: candidatesOf(task, [answer]), chosen: 0, reason: `places met: ${counted}` };
  },
});

interface Sampler {
  readonly temperature: number;
  readonly pause: string;
  /** Counts the places at which a token was drawn. */
  readonly met: Map<PlaceKind, number>;
}
async function* writeWithPauses(ctx: MethodContext, { temperature, pause, met }: Sampler): Traced<Answer> {
  const base: Drawing = { temperature, topP: 0.9, topK: 27, minP: 0.03 };
  let answer: Answer | null = null;
  for (;;) {
    const isPaused = answer !== null;
    let drawn = 0;
    const sampler = (next: Reductions): Drawing | null => {
      const kind = placeOf(next);
      if (kind === 'unclear' && pause !== '' && !(isPaused && drawn === 0)) return null;
      drawn += 1;
      met.set(kind, (met.get(kind) ?? 0) + 1);
      return drawingAt(kind, base);
    };
    const writing = { temperature, topP: base.topP, topK: base.topK, sampler };
    answer = yield* ctx.generate(answer === null ? writing : { ...writing, from: answer, force: pause });
    // A pause begins a new writing with a limit of its own; the context ends an answer that only pauses.
    if (answer.end !== 'step-end' || ctx.over !== null) return answer;
  }
}
