/**
 * Numbers as answers write them: 1,234.50 · 3/4 · 1 1/2 · −7 · 2.5e3. Exact for whole numbers and fractions.
 * Must not read units, currency or percent signs: `normalise-answer.ts` takes those away first.
 */
const INTEGER = /^-?\d+$/;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i;
const FRACTION = /^([+-]?)(?:(\d+)\s+)?(\d+)\s*\/\s*(-?\d+)$/;

function greatestDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function canonicalFraction(match: RegExpMatchArray): string | null {
  const [, sign, whole, above = '', below = ''] = match;
  let denominator = BigInt(below);
  if (denominator === 0n) return null;
  let numerator = BigInt(above) + BigInt(whole ?? '0') * denominator;
  if (sign === '-') numerator = -numerator;
  if (denominator < 0n) [numerator, denominator] = [-numerator, -denominator];
  const divisor = greatestDivisor(numerator < 0n ? -numerator : numerator, denominator);
  const [n, d] = [numerator / divisor, denominator / divisor];
  return d === 1n ? String(n) : `${n}/${d}`;
}

function canonicalDecimal(match: RegExpMatchArray): string | null {
  const [, sign, whole = '', part = '', exponent] = match;
  if (whole === '' && part === '') return null;
  const shift = Number(exponent ?? 0);
  const digits = whole + part;
  const point = whole.length + shift;
  const left = (point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0')).replace(/^0+/, '') || '0';
  const right = (point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point)).replace(/0+$/, '');
  const value = right === '' ? left : `${left}.${right}`;
  return sign === '-' && value !== '0' ? `-${value}` : value;
}

/** The one way to write this number ("06.50" → "6.5", "4/8" → "1/2", "3.0" → "3"), or null if it is not a number. */
export function canonicalNumber(text: string): string | null {
  const plain = /^[+-]?\d{1,3}(?:,\d{3})+(?:\D|$)/.test(text) ? text.replaceAll(',', '') : text;
  const fraction = FRACTION.exec(plain);
  if (fraction) return canonicalFraction(fraction);
  const decimal = DECIMAL.exec(plain);
  return decimal ? canonicalDecimal(decimal) : null;
}

/** Value of a canonical number as a double; null for other text. */
export function numericValue(canonical: string): number | null {
  const match = /^(-?\d+(?:\.\d+)?)(?:\/(\d+))?$/.exec(canonical);
  return match ? Number(match[1]) / Number(match[2] ?? 1) : null;
}

export function isWhole(canonical: string): boolean {
  return INTEGER.test(canonical);
}
