/** The loss over the tokens read, thinned to what can be drawn and read as a table. Pure. */
export interface LossPoint {
  readonly tokens: number;
  /** Nats per token. */
  readonly loss: number;
}

/** Means of `count` equally long stretches; what there is where it is fewer. */
export function thinned(points: readonly LossPoint[], count: number): LossPoint[] {
  if (points.length <= count) return [...points];
  return Array.from({ length: count }, (_, i) => {
    const stretch = points.slice(
      Math.floor((i * points.length) / count),
      Math.floor(((i + 1) * points.length) / count),
    );
    const loss = stretch.reduce((sum, point) => sum + point.loss, 0) / stretch.length;
    return { tokens: (stretch.at(-1) as LossPoint).tokens, loss };
  });
}
