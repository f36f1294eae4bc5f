/** length_constraints:* of IFEval: words, sentences, paragraphs. */
import type { Condition } from './condition.ts';
import type { InstructionArguments } from './instruction-arguments.ts';
import { holds } from './relation.ts';
import { countSentences } from './sentences.ts';
import { countWords } from './words.ts';

export function numberOfWords(given: InstructionArguments): Condition {
  const [relation, n] = [given.relation('relation'), given.count('num_words')];
  return { words: `Write ${relation} ${n} words.`, isMet: (text) => holds(countWords(text), relation, n) };
}

export function numberOfSentences(given: InstructionArguments): Condition {
  const [relation, n] = [given.relation('relation'), given.count('num_sentences')];
  return {
    words: `Write ${relation} ${n} sentences.`,
    isMet: (text) => holds(countSentences(text), relation, n),
  };
}

/** Divided by ***: a divider may begin or end the text, but two may not stand with nothing between them. */
export function numberOfParagraphs(given: InstructionArguments): Condition {
  const n = given.count('num_paragraphs');
  return {
    words: `Write ${n} paragraphs, divided by ***.`,
    isMet: (text) => {
      const parts = text.split(/\s?\*\*\*\s?/).map((part) => part.trim());
      if (parts.slice(1, -1).includes('')) return false;
      return parts.filter((part) => part !== '').length === n;
    },
  };
}

/** Divided by empty lines here. The paragraph counts among all parts, the number only those with text, as in IFEval. */
export function nthParagraphFirstWord(given: InstructionArguments): Condition {
  const [n, nth] = [given.count('num_paragraphs'), given.count('nth_paragraph')];
  const wanted = given.text('first_word').toLowerCase();
  return {
    words: `Write ${n} paragraphs, divided by empty lines; let paragraph ${nth} begin with “${wanted}”.`,
    isMet: (text) => {
      const parts = text.split('\n\n').map((part) => part.trim());
      const written = parts.filter((part) => part !== '').length;
      return written === n && nth <= written && firstWord(parts[nth - 1] ?? '') === wanted;
    },
  };
}

/** Up to its first punctuation mark, in small letters; quotes before it do not count. */
function firstWord(paragraph: string): string {
  const [first = ''] = paragraph.split(/\s+/);
  const bare = first.replace(/^'+/, '').replace(/^"+/, '');
  return (/^[^.,?!'"]*/.exec(bare)?.[0] ?? '').toLowerCase();
}
