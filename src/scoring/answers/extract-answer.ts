/**
 * Finds the final answer in what a model wrote: the delimiter the prompt asked for, then the other delimiters from the
 * most to the least explicit, then the last number of the text, which is a guess and says so (`source`).
 * Of each kind the LAST one counts, since a model that thinks again answers again. Source: methods.md 0.4.
 * Null when nothing is found: such a sample never votes. Work is linear in the text.
 */
import { normaliseAnswer } from './normalise-answer.ts';

export type AnswerSource = 'boxed' | 'hashes' | 'json' | 'phrase' | 'letter' | 'last-number';
export interface ExtractedAnswer {
  /** Normalised. */
  readonly value: string;
  readonly raw: string;
  readonly source: AnswerSource;
}

/** A longer stretch is a paragraph and no answer. */
const LONGEST = 300;

function last(text: string, pattern: RegExp): RegExpExecArray | null {
  let found: RegExpExecArray | null = null;
  for (const match of text.matchAll(pattern)) found = match;
  return found;
}

/** Content of the last \boxed{…} whose braces close. */
function boxed(text: string): string | null {
  let found: string | null = null;
  for (const match of text.matchAll(/\\boxed\s?\{/g)) {
    const start = match.index + match[0].length;
    let depth = 1;
    for (let i = start; depth > 0 && i < text.length && i - start <= LONGEST; i++) {
      if (text[i] === '{') depth++;
      if (text[i] === '}') depth--;
      if (depth === 0) found = text.slice(start, i);
    }
  }
  return found;
}

/** GSM8K's "#### 42". Four hashes are also a markdown heading, so a value must follow: a number or one letter. */
function hashes(text: string): string | null {
  return last(text, /^[ \t]*#{4}[ \t]*([-+$€£¥]{0,2}\.?\d[^\n]*|\(?[A-Za-z]\)?[ \t]*)$/gm)?.[1] ?? null;
}

function jsonField(text: string): string | null {
  const literal = last(
    text,
    /"(?:final_?|final )?answer"\s*:\s*("(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)/gi,
  )?.[1];
  if (literal === undefined) return null;
  if (!literal.startsWith('"')) return literal;
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1);
  }
}

/**
 * "The answer is 91.", "Final answer: 1,234.5 dollars": up to the end of the sentence, line or reason. "The answer is
 * wrong" judges an answer and gives none.
 */
function phrase(text: string): string | null {
  const opening = last(
    text,
    /\banswer(?:\*\*)?\s?(?:is\s?:|is\b|:|=)(?:\*\*)?[ \t]?(?=\S)(?!(?:in)?correct\b|right\b|wrong\b|not\b)/gi,
  );
  if (opening === null) return null;
  const rest = text.slice(opening.index + opening[0].length);
  const sentence = /^(?:[^\n.!?]|[.!?](?=[^\s"')*]))*/.exec(rest)?.[0] ?? '';
  return sentence.split(/;|,\s(?=[a-z])|\s(?:because|since|as|so|which|where)\s/i)[0] ?? null;
}

function letter(text: string): string | null {
  return last(text, /(?<![\w\\])\(([A-J])\)/g)?.[0] ?? null;
}

/** Step numbers and list numbers are no answers. */
function lastNumber(text: string): string | null {
  const body = text.replace(/\bstep\s\d+\b|^[ \t]*\d+[.)](?=\s)/gim, '');
  const number = /(?:(?<![\w.)])[-−])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?\/\s?\d+)?/g;
  return last(body, number)?.[0] ?? null;
}

const FINDERS: Readonly<Record<AnswerSource, (text: string) => string | null>> = {
  boxed,
  hashes,
  json: jsonField,
  phrase,
  letter,
  'last-number': lastNumber,
};
const ORDER: readonly AnswerSource[] = ['boxed', 'hashes', 'json', 'phrase', 'letter', 'last-number'];

/**
 * `asked`: the delimiter the prompt asked for, tried first. `guess: false` leaves out the last number, for texts where
 * a number may stand without being an answer.
 */
export function extractAnswer(
  text: string,
  { asked, guess = true }: { asked?: AnswerSource; guess?: boolean } = {},
): ExtractedAnswer | null {
  for (const source of asked ? [asked, ...ORDER] : ORDER) {
    if (source === 'last-number' && !guess) continue;
    const raw = FINDERS[source](text)?.trim();
    if (raw === undefined || raw.length > LONGEST) continue;
    const value = normaliseAnswer(raw);
    if (value !== null) return { value, raw, source };
  }
  return null;
}
