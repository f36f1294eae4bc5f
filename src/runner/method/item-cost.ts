/**
 * What a method cost on one problem (methods.md E4), counted from the sequences that it asked about and not by the
 * engine's clock: the engine serves many problems at once. A position counts as prefilled the first time that this
 * problem needs it; whatever the engine computes beyond that was computed again.
 */
import type { TokenId, Tokens } from '#core/ids.ts';

interface Node {
  readonly next: Map<TokenId, Node>;
}

export class ItemCostMeter {
  readonly #root: Node = { next: new Map() };
  generated = 0;
  forced = 0;
  prefilled = 0;
  needed = 0;

  /** What an answer needed: `before` was read, `written` was written after it. Returns its new positions before writing. */
  answer(before: Tokens, written: Tokens, forced: number): number {
    const fresh = this.read(before);
    this.#add([...before, ...written.slice(0, -1)]);
    this.generated += written.length;
    this.forced += forced;
    return fresh;
  }
  /** Guesses that were verified, kept or not: their positions were run beside those of the answer. */
  verified(tokens: Tokens): void {
    this.#add(tokens);
  }
  /** Text that is read and not gone on with. Returns its new positions. */
  read(tokens: Tokens): number {
    const fresh = this.#add(tokens);
    this.prefilled += fresh;
    return fresh;
  }

  #add(tokens: Tokens): number {
    let fresh = 0;
    let node = this.#root;
    for (const id of tokens) {
      let child = node.next.get(id);
      if (child === undefined) {
        child = { next: new Map() };
        node.next.set(id, child);
        fresh += 1;
      }
      node = child;
    }
    this.needed += fresh;
    return fresh;
  }
}
