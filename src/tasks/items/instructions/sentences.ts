/**
 * How many sentences a text has. IFEval counts with NLTK's Punkt (Kiss and Strunk 2006), which was trained on newspapers;
 * these rules do what it does nearly always. tests/oracle/instructions.test.ts says how often.
 *   A text ends at “.”, “?” or “!” before white space or other punctuation; but not after an initial, not after an
 *   abbreviation or dots of omission unless a word follows that begins sentences, and not where a small letter follows a
 *   number.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const ABBREVIATIONS = words(
  'mr mrs ms dr prof sr jr st rev gen col sen rep reps lt vs inc corp co cos bros messrs ave jan feb aug sep sept oct nov dec tues wed fri u.s u.k u.n d.c a.m p.m ph.d',
);
const BEGINNING = words(
  'the this these it he they there some many both in if but so since when while though although however despite instead indeed nevertheless thus moreover meanwhile under among according even yet nor your her please here finally furthermore therefore overall remember thank such',
);
const MARKS = /[.?!]+/g;
const MAY_FOLLOW = /^[\s)";}\]*:@'({[!?]/;
const CLOSING = /^["')\]}]+(?=\s|$)/;

export function countSentences(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  return (
    1 + [...trimmed.matchAll(MARKS)].filter(({ 0: marks, index }) => isEnd(trimmed, marks, index)).length
  );
}

function isEnd(text: string, marks: string, at: number): boolean {
  const rest = text.slice(at + marks.length);
  const after = rest.replace(CLOSING, '').trimStart();
  // At the very end “?!” is an end and a sentence of one mark to it.
  if (after === '') return /[?!]./.test(marks);
  if (!MAY_FOLLOW.test(rest)) return false;
  if (/[?!]/.test(marks)) return true;
  const before = /[^\s"'()[\]{}*:;@!?]*$/.exec(text.slice(Math.max(0, at - LONGEST_WORD), at))?.[0] ?? '';
  return endsHere(before.toLowerCase(), marks, after);
}
/** Characters that are looked back through, so that a text is read in linear time. */
const LONGEST_WORD = 40;

function endsHere(before: string, marks: string, after: string): boolean {
  if (/^[\d.,-]*\d$/.test(before)) return !/^[\p{Ll},;:]/u.test(after);
  if (/^[a-hj-z]$/.test(before)) return false;
  if (marks.length === 1 && !ABBREVIATIONS.has(before)) return true;
  const next = /^\p{Lu}[\p{L}']*/u.exec(after)?.[0] ?? '';
  return BEGINNING.has(next.toLowerCase());
}
