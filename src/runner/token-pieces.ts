/**
 * Tokens → the pieces of text that `splitSteps` takes: joined they are the answer, and a token that completes no
 * character is ''. Special tokens are no text.
 */
import type { TokenEvent } from '#core/trace/events.ts';

export class PieceReader {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  next(token: Pick<TokenEvent, 'bytes' | 'special'>): string {
    if (token.special) return '';
    return this.#decoder.decode(
      Uint8Array.from(token.bytes, (char) => char.charCodeAt(0)),
      { stream: true },
    );
  }
}

export function tokenPieces(tokens: readonly Pick<TokenEvent, 'bytes' | 'special'>[]): string[] {
  const reader = new PieceReader();
  return tokens.map((token) => reader.next(token));
}
