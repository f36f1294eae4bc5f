/**
 * What a place is like, by entropy H (bits) and varentropy V (bits²) of the raw distribution, and how a token is drawn
 * there. Thresholds and factors of the popular version of github.com/xjdr-alt/entropix without attention; methods.md P2.
 */
import type { Reductions } from '#core/distribution.ts';
import type { Drawing } from '../define.ts';

export const PLACES = ['sure', 'unclear', 'parting', 'torn', 'usual'] as const;
export type PlaceKind = (typeof PLACES)[number];

const LOW = 0.1;
const MEDIUM_ENTROPY = 3;
const HIGH = 5;
const HOTTEST = 1.5;

/** Of the engine's nats and nats². */
export function placeOf({ entropy, varentropy }: Pick<Reductions, 'entropy' | 'varentropy'>): PlaceKind {
  const [H, V] = [entropy / Math.LN2, varentropy / Math.LN2 ** 2];
  if (H < LOW && V < LOW) return 'sure';
  if (H > HIGH && V < LOW) return 'unclear';
  if (H < HIGH && V > HIGH) return 'parting';
  return H > MEDIUM_ENTROPY && V > HIGH ? 'torn' : 'usual';
}

export function drawingAt(kind: PlaceKind, base: Drawing): Drawing {
  const { temperature } = base;
  switch (kind) {
    case 'sure':
      return { ...base, temperature: 0 };
    case 'unclear':
      return { ...base, temperature: Math.min(HOTTEST, 1.3 * temperature) };
    case 'parting':
      return { ...base, temperature: Math.min(HOTTEST, 1.2 * temperature) };
    case 'torn':
      return { ...base, temperature: Math.max(2, 2 * temperature) };
    case 'usual':
      return base;
  }
}
