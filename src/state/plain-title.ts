/** Names of runs, which stand in the middle of sentences. Pure. */

/** Control characters, and those that turn the direction of all the text that follows (Unicode Annex 9, bidi controls). */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** On one line, without characters that would disturb what stands around it. */
export function plainTitle(text: string): string {
  return text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
}
