/**
 * What of the tokens can be drawn as characters: tokens whose bytes end inside a UTF-8 character are joined with the
 * next ones, so that no broken character is ever shown.
 */
import type { TokenEvent } from '#core/trace/events.ts';

export interface Cell {
  /** Token range [from, to) within the list given. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly special: boolean;
}

/** `offset` is added to the indices: the place of tokens[0] in the answer. */
export function cellsOf(tokens: readonly TokenEvent[], offset = 0): Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  let bytes = '';
  tokens.forEach((token, i) => {
    bytes += token.bytes;
    const joins = missingBytes(bytes) > 0 && i + 1 < tokens.length && tokens[i + 1]?.special === false;
    if (joins) return;
    cells.push({ from: offset + from, to: offset + i + 1, text: decodeBytes(bytes), special: token.special });
    from = i + 1;
    bytes = '';
  });
  return cells;
}

export function textOf(tokens: readonly TokenEvent[]): string {
  return decodeBytes(tokens.map((token) => token.bytes).join(''));
}

/** A string of one char per byte, read as UTF-8; bytes that are no UTF-8 come out as U+FFFD. */
export function decodeBytes(bytes: string): string {
  // Most tokens are ASCII, and a decoder is many times slower.
  return isAscii(bytes) ? bytes : UTF_8.decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });

function isAscii(bytes: string): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** One token's own text: bytes that are no whole characters are written as "⟨E2 80⟩". */
export function tokenText(bytes: string): string {
  const text = decodeBytes(bytes);
  if (!text.includes('\ufffd')) return text;
  const hex = [...bytes].map((char) => char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'));
  return `⟨${hex.join(' ')}⟩`;
}

/** How many bytes the last, unfinished UTF-8 character still lacks; 0 when the bytes end on a whole one. */
export function missingBytes(bytes: string): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes.charCodeAt(bytes.length - back);
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return Math.max(0, length - back);
  }
  return 0;
}

/** For names that are read out and for labels: spaces and line ends in words or signs. */
export function speakable(text: string): string {
  if (text === '') return 'empty';
  if (/^\n+$/.test(text)) return 'line break';
  if (/^\t+$/.test(text)) return 'tab';
  if (/^ +$/.test(text)) return 'space';
  return text.replaceAll('\n', ' ⏎ ').replaceAll('\t', ' ⇥ ').trim();
}

/** Characters that turn the direction of all the text that follows (Unicode Annex 9): drawn, they would turn the row. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Signs for characters that draw nothing; control characters have pictures of their own in Unicode. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['\n', '⏎'],
  ['\t', '⇥'],
  ['\r', '␍'],
  ['\u00a0', '⍽'],
  ...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff'].map((char) => [char, '◌'] as const),
]);

function signOf(char: string): string | null {
  const sign = SIGNS.get(char);
  if (sign !== undefined) return sign;
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (TURNS.test(char)) return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  return code === 0x7f ? '␡' : null;
}

/** A piece of a token as it is drawn: text, a run of spaces, or the sign of one character that draws nothing. */
export interface GlyphPart {
  readonly kind: 'text' | 'space' | 'sign';
  readonly text: string;
}

/** A token of no text at all is "∅". */
export function glyphParts(text: string): GlyphPart[] {
  if (text === '') return [{ kind: 'sign', text: '∅' }];
  const parts: GlyphPart[] = [];
  for (const char of text) {
    const sign = signOf(char);
    const kind = char === ' ' ? 'space' : sign === null ? 'text' : 'sign';
    const last = parts.at(-1);
    if (last?.kind === kind && kind !== 'sign') parts[parts.length - 1] = { kind, text: last.text + char };
    else parts.push({ kind, text: sign ?? char });
  }
  return parts;
}

/** For buttons and bars, where a space at the edge must be seen. */
export function visible(text: string): string {
  return glyphParts(text)
    .map((part) => (part.kind === 'space' ? '·'.repeat(part.text.length) : part.text))
    .join('');
}

/** The signs of spaces, line ends and tabs as the characters they stand for: what `visible` shows can be typed. */
export function unseen(text: string): string {
  return text.replaceAll('·', ' ').replaceAll('⏎', '\n').replaceAll('⇥', '\t');
}
