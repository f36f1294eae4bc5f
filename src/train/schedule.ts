/** Learning rate by progress: linear warm-up in steps, constant, then linear in tokens down to a small rest. */
export interface Schedule {
  readonly peak: number;
  readonly warmUpSteps: number;
  /** Share of the planned tokens at which the rate begins to fall. */
  readonly holdUntil: number;
  /** Rate at the end, as a share of the peak. */
  readonly rest: number;
}

/** Rate of step `step` (from 1) when `progress` (0 to 1) of the planned tokens have been read. */
export function rateAt(
  { peak, warmUpSteps, holdUntil, rest }: Schedule,
  step: number,
  progress: number,
): number {
  const warm = Math.min(1, step / warmUpSteps);
  const fallen = Math.min(1, Math.max(0, (progress - holdUntil) / (1 - holdUntil)));
  return peak * warm * (1 - fallen * (1 - rest));
}
