/**
 * Text → tokens that go on from given tokens. A tokenizer may join text across the border, or put a space before the
 * first word of a text; tokens that stand already cannot change, so the text is encoded together with the last of them
 * and taken where it starts. Injection protocol: methods.md 3.3.
 */
import type { TokenId, Tokens } from '#core/ids.ts';
import type { Tokenizer } from '#engine/types.ts';

/** Most of the last tokens to try as context: a longer one sees more of the line, a shorter one matches more often. */
const LONGEST_CONTEXT = 16;

export function encodeAfter(tokenizer: Tokenizer, before: Tokens, text: string): TokenId[] {
  if (text === '') return [];
  for (let length = Math.min(LONGEST_CONTEXT, before.length); length > 0; length--) {
    const joined = continuation(tokenizer, before.slice(-length), text);
    if (joined !== null) return joined;
  }
  const alone = tokenizer.encode(text);
  if (spells(tokenizer, alone, text)) return alone;
  return continuation(tokenizer, tokenizer.encode('\n'), text) ?? alone;
}

/** Null when the context is not encoded as it stands, or the rest would not read `text`. */
function continuation(tokenizer: Tokenizer, context: Tokens, text: string): TokenId[] | null {
  if (context.some((id) => tokenizer.isSpecial(id))) return null;
  const all = tokenizer.encode(tokenizer.decode(context) + text);
  const rest = all.slice(context.length);
  return context.every((id, i) => all[i] === id) && spells(tokenizer, rest, text) ? rest : null;
}

/** By bytes: `decode` leaves out a space that a tokenizer puts before every text. */
function spells(tokenizer: Tokenizer, ids: Tokens, text: string): boolean {
  const wanted = new TextEncoder().encode(text);
  const bytes = ids.flatMap((id) => [...tokenizer.bytes(id)]);
  return bytes.length === wanted.length && wanted.every((byte, i) => byte === bytes[i]);
}

/**
 * What stands between an answer and a marker such as "Wait,": nothing at the start or after white space, a newline in an
 * answer that is written in lines, else one space.
 */
export function markerGap(answer: string, marker: string): string {
  if (answer === '' || marker === '' || /\s$/.test(answer) || /^\s/.test(marker)) return '';
  return answer.includes('\n') ? '\n' : ' ';
}
