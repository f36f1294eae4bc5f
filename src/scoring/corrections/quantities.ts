/** Named quantities in running text: "Total: 12", "x = 7", "the word has 3 letters", "The capital of … is Canberra". */
import type { Calculation } from './calculations.ts';
import type { CharRange } from './correction.ts';
import { NUMBER, valueOf } from './values.ts';

export interface Quantity {
  /** Words that name it, lower case, without articles; none when only a pronoun stands for it ("that is 48"). */
  readonly name: readonly string[];
  /** Words after the value: "letters r" of "there are 3 letters r". */
  readonly tail: readonly string[];
  /** "that is 48": about the value just above. */
  readonly pronoun: boolean;
  /** A canonical number, or words in lower case. */
  readonly value: string;
  readonly range: CharRange;
}

const VERB = String.raw`(?:=|:(?!\d)|\b(?:is|are|was|were|has|have|equals|be|been)\b|(?<=\b(?:that|it))'s\b)`;
const HEDGE = String.raw`(?:(?:in|at|about|only|exactly|approximately|now|actually)\s+)*`;
const NUMERIC = new RegExp(
  String.raw`([^.;:,!?=\n]*?)\s*${VERB}\s*${HEDGE}(${NUMBER}(?:(?:, |,? and )${NUMBER}(?=[,.\s]))*)%?(?!\s*[-+*/] *\d)([^.;:,!?=\n]*)`,
  'gi',
);
const WORDED =
  /([^.;:,!?=\n]+?)\s+(?:is|are|was|were)\s+(?!(?:not|right|wrong|correct|incorrect)\b)(\p{L}[^.;:,!?=\n]*)[.!\n]/giu;
const EMPTY_WORDS = new Set(
  'the a an of so then and therefore thus hence that this it these which means now there by i we get should would must to for s just my our'.split(
    ' ',
  ),
);

function nameOf(words: string): string[] {
  return (words.toLowerCase().match(/[\p{L}\p{N}%]+/gu) ?? []).filter((word) => !EMPTY_WORDS.has(word));
}

function isPronoun(words: string): boolean {
  return nameOf(words).length === 0 && /\b(?:that|it|this|which)\b/i.test(words);
}

/** Each chain of calculations becomes its value, at its end, so that "Area = 9 * 6 = 54" reads "Area = 54". */
function withoutLeftSides(text: string, calculations: readonly Calculation[]): string {
  return calculations.reduce((plain, { range }) => {
    const written = new RegExp(`${NUMBER}$`).exec(text.slice(range.start, range.end))?.[0] ?? '';
    return plain.slice(0, range.start) + written.padStart(range.end - range.start) + plain.slice(range.end);
  }, text);
}

/** In order. `text`: as `plainSigns` gives it. */
export function quantitiesIn(text: string, calculations: readonly Calculation[]): Quantity[] {
  const plain = withoutLeftSides(text, calculations);
  const numeric = [...plain.matchAll(NUMERIC)].flatMap((match) => {
    const [whole, before = '', written = '', after = ''] = match;
    const value = listed(written);
    const start = match.index + whole.length - whole.trimStart().length;
    const range = { start, end: match.index + whole.length - after.length };
    return value === null
      ? []
      : [{ name: nameOf(before), tail: nameOf(after), pronoun: isPronoun(before), value, range }];
  });
  if (numeric.length > 0) return numeric;
  return [...plain.matchAll(WORDED)].map((match) => {
    const [whole, before = '', value = ''] = match;
    const start = match.index + whole.length - whole.trimStart().length;
    return {
      name: nameOf(before),
      tail: [],
      pronoun: isPronoun(before),
      value: value.trim().toLowerCase(),
      range: { start, end: match.index + whole.length },
    };
  });
}

/** "6, 12 and 18" is one value. */
function listed(written: string): string | null {
  const values = written.split(/,? and |, /).map(valueOf);
  return values.includes(null) ? null : values.join(' ');
}

/** One name may be the shorter form of the other: "blue" and "number of blue balls". */
export function sameName(a: Quantity, b: Quantity): boolean {
  const [short, long] = a.name.length <= b.name.length ? [a.name, b.name] : [b.name, a.name];
  if (long.length === 0) return a.tail.length > 0 && a.tail.join() === b.tail.join();
  return short.length > 0 && short.every((word) => long.includes(word));
}
