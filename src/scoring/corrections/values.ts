/** Numbers in running text, and when two of them are the same value. */
import { canonicalNumber, numericValue } from '#scoring/answers/number.ts';

/** A number with its currency sign: $1,234.50. No group. */
export const NUMBER = String.raw`[$€£]?(?:(?<![\w.)%] ?)-)?[$€£]?\d+(?:,\d{3})*(?:\.\d+)?`;

/** As `canonicalNumber` writes it; null for no number. */
export function valueOf(written: string): string | null {
  return canonicalNumber(written.replace(/[$€£\s]/g, ''));
}

function decimals(value: string): number {
  return value.split('.')[1]?.length ?? 0;
}

/** 2.33 and 2.3 are one value, so are 4.6 and 4 (of "4 remainder 3"): rounded or cut to the shorter of the two. */
export function sameValue(a: string, b: string): boolean {
  if (a === b) return true;
  const [x, y] = [numericValue(a), numericValue(b)];
  const [short, long] = decimals(a) < decimals(b) ? [x, y] : [y, x];
  if (short === null || long === null || decimals(a) === decimals(b)) return false;
  const scale = 10 ** Math.min(decimals(a), decimals(b));
  return [Math.round(long * scale), Math.trunc(long * scale)].includes(Math.round(short * scale));
}
