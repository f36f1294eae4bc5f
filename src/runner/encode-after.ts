/**
 * Text → tokens that go on from given tokens. A tokenizer may join text across the border, or put a space before the
 * first word of a text; tokens that stand already cannot change, so the text is encoded together with the last of them
 * and taken where it starts. Injection protocol: methods.md 3.3.
 */
import type { TokenId, Tokens } from '#core/ids.ts';
import type { Tokenizer } from '#engine/types.ts';

/** How many of the last tokens are tried as context: a longer one sees more of the line, a shorter one matches more often. */
const CONTEXTS = [16, 4, 1];

export function encodeAfter(tokenizer: Tokenizer, before: Tokens, text: string): TokenId[] {
  if (text === '') return [];
  for (const length of CONTEXTS) {
    if (length > before.length) continue;
    const joined = continuation(tokenizer, before.slice(-length), text);
    if (joined !== null) return joined;
  }
  return freeEncoding(tokenizer, text);
}

/** Null when the context is not encoded as it stands. */
function continuation(tokenizer: Tokenizer, context: Tokens, text: string): TokenId[] | null {
  if (context.some((id) => tokenizer.isSpecial(id))) return null;
  const all = tokenizer.encode(tokenizer.decode(context) + text);
  return context.every((id, i) => all[i] === id) ? all.slice(context.length) : null;
}

/** On its own, or after a newline where the tokenizer would otherwise add a space. */
function freeEncoding(tokenizer: Tokenizer, text: string): TokenId[] {
  const alone = tokenizer.encode(text);
  if (tokenizer.decode(alone) === text) return alone;
  return continuation(tokenizer, tokenizer.encode('\n'), text) ?? alone;
}

/**
 * What stands between an answer and a marker such as "Wait,": nothing at the start or after white space, a newline in an
 * answer that is written in lines, else one space.
 */
export function markerGap(answer: string, marker: string): string {
  if (answer === '' || marker === '' || /\s$/.test(answer) || /^\s/.test(marker)) return '';
  return answer.includes('\n') ? '\n' : ' ';
}
