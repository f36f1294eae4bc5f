/** A planted mistake, whatever the family of problems: what it is, and how one is chosen. */
import type { Rng } from '#core/rng.ts';
import type { LineVerdict } from '#tasks/check-answer.ts';
import type { PlantKind } from '#tasks/wrong-lines.ts';

export interface PlantPlace<Kind extends string = PlantKind> {
  /** From 1. */
  readonly step: number;
  readonly kind: Kind;
}

export interface Planted<Kind extends string = PlantKind, Value = number> {
  readonly kind: Kind;
  /** The step that is wrong, from 1. */
  readonly step: number;
  /** Lines up to and including the wrong step. */
  readonly lines: readonly string[];
  /** The whole wrong solution with its answer line; starts with `lines`. */
  readonly completed: readonly string[];
  /** What the wrong step comes to, and what the right one does. */
  readonly wrongValue: Value;
  readonly trueValue: Value;
  /** Never the right answer. */
  readonly wrongAnswer: Value;
}

/** A mistake that happens to read as another one (two equal statements, say) is not planted. */
export function isFoundAt(verdicts: readonly LineVerdict[], step: number): boolean {
  return verdicts.every(({ kind }, at) => {
    if (at + 1 < step) return kind === 'right';
    return at + 1 === step ? kind === 'wrong' : kind === 'follows' || kind === 'right';
  });
}

export interface PlantSource<Kind extends string, P> {
  readonly stepCount: number;
  readonly kinds: readonly Kind[];
  readonly plant: (place: PlantPlace<Kind>, rng: Rng) => P | null;
}

/** A mistake of a random kind, at a random step unless `step` is given; null for the rare step that allows none. */
export function plantAny<Kind extends string, P>(
  { stepCount, kinds, plant }: PlantSource<Kind, P>,
  rng: Rng,
  step?: number,
): P | null {
  const steps = Array.from({ length: stepCount }, (_, i) => i + 1);
  for (const place of step === undefined ? rng.shuffle(steps) : [step])
    for (const kind of rng.shuffle(kinds)) {
      const planted = plant({ step: place, kind }, rng);
      if (planted !== null) return planted;
    }
  return null;
}
