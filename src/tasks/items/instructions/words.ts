/** Words of a text, in the two senses that IFEval has. */

/** A run of letters, digits and low lines: “don’t” is two. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0;
}

/** At both ends of a word, as Python's `\b` in Unicode. */
export function wholeWord(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])${literal(word)}(?![\\p{L}\\p{N}_])`, 'giu');
}
/** In any case of its letters, within longer words too. */
export function anywhere(phrase: string): RegExp {
  return new RegExp(literal(phrase), 'giu');
}
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/**
 * Tokens as a treebank has them (IFEval counts those in capitals): punctuation stands apart, “I'M” and “DON'T” are two
 * each, a hyphen joins, and so does a full stop within a word or after an abbreviation with another (“U.S.”).
 */
export function treebankTokens(text: string): string[] {
  return text
    .replace(/(\d)[,:](?=\d)/g, '$1·')
    .replace(/--+|\.\.+|[?!;@#$%&,:()[\]{}<>"“”‘’«»`*…]/g, ' ')
    .replace(/(\p{L})n't\b/giu, "$1 n't")
    .replace(/(?<=[^\s'])'(s|m|d|ll|re|ve)(?=\s|\.?(?:\s|$))/gi, " '$1")
    .split(/\s+/)
    .map((token) => token.replace(/^'+|'+$/g, '').replace(/^([^.]*)\.$/, '$1'))
    .filter((token) => token !== '');
}
