/**
 * Sees where the step that is being written ends. A line end closes a step at once; where a step ends without one, only
 * the first token of the next step shows it, and that token is not written: the same seed draws it again next time.
 */
import { splitSteps } from '#scoring/steps/split-steps.ts';
import type { TokenEvent } from '#core/trace/events.ts';
import { PieceReader, tokenPieces } from './token-pieces.ts';

type Token = Pick<TokenEvent, 'bytes' | 'special'>;

export class StepWatch {
  readonly #pieces: string[];
  readonly #start: number;
  readonly #reader = new PieceReader();

  /** `before`: the answer that stands when the run starts to generate. */
  constructor(before: readonly Token[]) {
    this.#pieces = tokenPieces(before);
    this.#start = this.#pieces.length;
  }

  /** Whether this token shows that another step than the one begun in this run has started. */
  opensNext(token: Token): boolean {
    if (token.special) return false;
    const pieces = [...this.#pieces, ...tokenPieces([token])];
    return this.#hasTextBefore(splitSteps(pieces).at(-1)?.start ?? 0);
  }

  /** Takes a written token; true when its line end closes the step. */
  closes(token: Token): boolean {
    this.#pieces.push(this.#reader.next(token));
    return /\n[ \t]*$/.test(this.#pieces.at(-1) ?? '') && this.#hasTextBefore(this.#pieces.length);
  }

  /** White space alone is no step. */
  #hasTextBefore(end: number): boolean {
    return this.#pieces.slice(this.#start, end).some((piece) => piece.trim() !== '');
  }
}
