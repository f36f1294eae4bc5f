/** Tokens for unit tests: a sure " 18" unless told otherwise. */
import type { TokenEvent } from '#core/trace/events.ts';

export function token(change: Partial<TokenEvent> = {}): TokenEvent {
  return {
    id: 1,
    bytes: ' 18',
    logprob: -0.01,
    rank: 1,
    entropy: 0.02,
    varentropy: 0,
    margin: 0.98,
    selfCertainty: 5,
    sampledProb: 1,
    forced: null,
    special: false,
    top: [],
    ...change,
  };
}

/** One token for each piece; a Latin-1 character per UTF-8 byte, as the trace has it. */
export function tokensOf(pieces: readonly string[], change: Partial<TokenEvent> = {}): TokenEvent[] {
  return pieces.map((piece, i) =>
    token({
      id: i,
      bytes: String.fromCharCode(...new TextEncoder().encode(piece)),
      special: piece.startsWith('<|'),
      ...change,
    }),
  );
}
