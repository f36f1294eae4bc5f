/**
 * Calculations in running text: "10 + 81 = 91", "4 bags × 6 apples = 24", "2 × (5 + 3) = 2 × 8 = 16", "6 times 7 is 42".
 * Left sides of numbers only; equations with letters are quantities.
 */
import type { CharRange } from './correction.ts';
import { NUMBER, valueOf } from './values.ts';

export interface Calculation {
  /** The left side in one spelling: no spaces, units or currency; the operands of a mere sum or product sorted. */
  readonly left: string;
  readonly operands: readonly string[];
  /** Signs in the order of the text; brackets are only in `left`. */
  readonly signs: string;
  readonly value: string;
  readonly range: CharRange;
}

const SIGN_WORDS: Readonly<Record<string, string>> = { times: '*', plus: '+', minus: '-' };
const UNIT = String.raw`(?: (?!(?:times|plus|minus|divided|multiplied|is|are|and|so)\b)[a-z]+){0,2}`;
const TERM = String.raw`\(?${NUMBER}%?\)?${UNIT}\)?`;
const SIGN = String.raw` *(?:[-+*/]|times|plus|minus|divided by|multiplied by) *`;
const SUM = `${TERM}(?:${SIGN}${TERM})+`;
const EQUALS = String.raw` *(?:=|is|equals|gives|makes|should be|should have been)(?: about| approximately)? *`;
const CHAIN = new RegExp(
  String.raw`(?<![\w.])${SUM}(?:${EQUALS}${SUM})*${EQUALS}(${NUMBER})(?![\w]| *[-+*/] *\d)`,
  'gi',
);
const PARTS = new RegExp(String.raw`${NUMBER}|[-+*/()]|times|plus|minus|divided by|multiplied by`, 'gi');

/** Same length as the text: one spelling of signs, no bold. */
export function plainSigns(text: string): string {
  return text
    .replaceAll('**', '  ')
    .replace(/[×·∙]|(?<=\d )x(?= \d)/g, '*')
    .replaceAll('÷', '/')
    .replace(/[−–]/g, '-')
    .replace(/[’‘]/g, "'");
}

function signOf(part: string): string {
  const word = part.toLowerCase();
  if (word.startsWith('divided')) return '/';
  if (word.startsWith('multiplied')) return '*';
  return SIGN_WORDS[word] ?? word;
}

function leftSide(text: string): Pick<Calculation, 'left' | 'operands' | 'signs'> {
  const parts = [...text.matchAll(PARTS)].map(([part]) => valueOf(part) ?? signOf(part));
  const operands = parts.filter((part) => /\d/.test(part));
  const signs = parts.filter((part) => /^[-+*/]$/.test(part)).join('');
  const commutes = /^(?:\++|\*+)$/.test(signs) && !parts.includes('(');
  return { left: commutes ? operands.toSorted().join(signs.charAt(0)) : parts.join(''), operands, signs };
}

/** In order; each left side of a chain is a calculation with the value at its end. `text`: as `plainSigns` gives it. */
export function calculationsIn(text: string): Calculation[] {
  return [...text.matchAll(CHAIN)].flatMap((match) => {
    const value = valueOf(match[1] ?? '');
    if (value === null) return [];
    const range = { start: match.index, end: match.index + match[0].length };
    const sides = match[0].split(new RegExp(EQUALS, 'i')).slice(0, -1);
    return sides.map((side) => ({ ...leftSide(side), value, range }));
  });
}

const INVERSES: Readonly<Record<string, string>> = { '-': '+', '/': '*' };

/** The fact that a calculation of two numbers states: 20 − 8 = 12 and 12 + 8 = 20 state the same one. */
function factOf({ operands, signs, value, left }: Calculation): string {
  const [a = '', b = ''] = operands;
  const inverse = INVERSES[signs];
  if (operands.length !== 2) return `${left}=${value}`;
  return inverse === undefined
    ? `${[a, b].toSorted().join(signs)}=${value}`
    : `${[value, b].toSorted().join(inverse)}=${a}`;
}
export function sameFact(a: Calculation, b: Calculation): boolean {
  return factOf(a) === factOf(b);
}

/** One operand or the sign differs, all else is the same. */
export function oneChange(a: Calculation, b: Calculation): boolean {
  if (a.operands.length !== b.operands.length) return false;
  const others = [...b.operands];
  for (const operand of a.operands) {
    const at = others.indexOf(operand);
    if (at >= 0) others.splice(at, 1);
  }
  return (others.length === 0 && a.signs !== b.signs) || (others.length === 1 && a.signs === b.signs);
}
