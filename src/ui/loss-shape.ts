/** The loss curve as it is drawn: an axis from 0, a path, and where its ends are. Pure. */
import type { LossPoint } from '#state/loss-curve.ts';

export interface LossShape {
  readonly path: string;
  /** Highest value of the axis, a round number. */
  readonly top: number;
  /** Tokens at the right end. */
  readonly right: number;
}
const STEPS = [1, 2, 5, 10];

/** The smallest of 1, 2, 5 times a power of ten that is not below `value`. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** @param points in rising order of tokens; null for fewer than two. */
export function lossShape(points: readonly LossPoint[], width: number, height: number): LossShape | null {
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return null;
  const top = roundUp(points.reduce((most, { loss }) => Math.max(most, loss), 1e-6));
  const place = ({ tokens, loss }: LossPoint): string =>
    `${((width * tokens) / last.tokens).toFixed(1)} ${(height * (1 - loss / top)).toFixed(1)}`;
  return { path: `M${points.map(place).join('L')}`, top, right: last.tokens };
}
