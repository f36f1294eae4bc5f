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

/** Equal, or one is the other rounded: 2.33 and 2.3. */
export function sameValue(a: string, b: string): boolean {
  return a === b || shortens(a, b, Math.round);
}
/** Also cut: 23 / 5 is 4 (remainder 3) and 4.6. */
export function sameQuotient(a: string, b: string): boolean {
  return sameValue(a, b) || shortens(a, b, Math.trunc);
}

function shortens(a: string, b: string, shorten: (value: number) => number): boolean {
  const [short, long] = decimals(a) < decimals(b) ? [a, b] : [b, a];
  const [x, y] = [numericValue(short), numericValue(long)];
  if (x === null || y === null || decimals(a) === decimals(b)) return false;
  const scale = 10 ** decimals(short);
  return shorten(y * scale) === Math.round(x * scale);
}
