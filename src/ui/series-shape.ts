/** Places of a chart over training: tokens on a log axis from left to right, shares from 0 to 1 upwards. Pure. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  /** px from above, of 1 and of 0. */
  readonly top: number;
  readonly bottom: number;
  /** Tokens, both above 0. */
  readonly from: number;
  readonly to: number;
}

export function xOfTokens(tokens: number, { left, right, from, to }: Frame): number {
  const span = Math.log(to / from);
  return span === 0 ? (left + right) / 2 : left + ((right - left) * Math.log(tokens / from)) / span;
}
export function yOfShare(share: number, { top, bottom }: Frame): number {
  return bottom - share * (bottom - top);
}

/** Powers of ten within the frame, such as 1e6 and 1e7. */
export function decades({ from, to }: Pick<Frame, 'from' | 'to'>): number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => 10 ** (first + i));
}

/** 3902169 → "3.9 M". */
export function tokenCount(tokens: number): string {
  if (tokens < 1e6) return `${Math.round(tokens / 1e3)} k`;
  const value = tokens / 1e6;
  return `${value < 10 && value % 1 !== 0 ? value.toFixed(1) : value.toFixed(0)} M`;
}
