/** keywords:* of IFEval: words and letters that are to occur, so often, or not at all. In any case of letters. */
import type { Condition } from './condition.ts';
import type { InstructionArguments } from './instruction-arguments.ts';
import { holds } from './relation.ts';
import { anywhere, wholeWord } from './words.ts';

const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(', ');
const occurrences = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

export function existence(given: InstructionArguments): Condition {
  const words = given.texts('keywords');
  return {
    words: `Use the words ${quoted(words)}.`,
    isMet: (text) => words.every((word) => occurrences(text, anywhere(word)) > 0),
  };
}

export function forbiddenWords(given: InstructionArguments): Condition {
  const words = given.texts('forbidden_words');
  return {
    words: `Do not use the words ${quoted(words)}.`,
    isMet: (text) => words.every((word) => occurrences(text, wholeWord(word)) === 0),
  };
}

export function keywordFrequency(given: InstructionArguments): Condition {
  const [word, relation, n] = [given.text('keyword'), given.relation('relation'), given.count('frequency')];
  return {
    words: `Use the word “${word}” ${relation} ${n} times.`,
    isMet: (text) => holds(occurrences(text, anywhere(word)), relation, n),
  };
}

export function letterFrequency(given: InstructionArguments): Condition {
  const letter = given.text('letter').toLowerCase();
  const [relation, n] = [given.relation('let_relation'), given.count('let_frequency')];
  return {
    words: `Use the letter “${letter}” ${relation} ${n} times.`,
    isMet: (text) => holds(occurrences(text.toLowerCase(), anywhere(letter)), relation, n),
  };
}
