/**
 * One sequence of the paged cache, as the slots keep them: going back pops tokens, a fork shares pages. A sequence has
 * room for the whole context from the start, since pages are taken as tokens come.
 */
import type { SlotBuffers } from '#engine/cache/slots.ts';
import { PAGE_TOKENS } from './paged-forward.ts';
import type { PagedForward } from './paged-forward.ts';

export class PagedSequence implements SlotBuffers<PagedSequence> {
  /** Tokens in the cache; what they are is the slot's to know. */
  private length = 0;

  constructor(
    private readonly cache: Pick<PagedForward, 'add' | 'remove' | 'fork' | 'pop'>,
    readonly id: number,
    readonly capacity: number,
    private readonly bytesPerToken: number,
    private readonly onEnd: () => void,
  ) {
    cache.add(id);
  }

  /** Of the pages it uses, shared ones too. */
  get bytes(): number {
    return Math.ceil(this.length / PAGE_TOKENS) * PAGE_TOKENS * this.bytesPerToken;
  }

  /** Keeps the first `length` tokens. */
  truncate(length: number): void {
    if (length === this.length) return;
    if (length === 0) this.restart();
    else this.cache.pop(this.id, this.length - length);
    this.length = length;
  }

  /** After `count` more tokens were run. */
  grow(count: number): void {
    this.length += count;
  }

  copyFrom(other: PagedSequence, rows: number): void {
    if (rows === 0) return this.truncate(0);
    this.cache.remove(this.id);
    this.cache.fork(other.id, this.id, rows);
    this.length = rows;
  }

  /** What it holds is unknown after a failure. */
  forget(): void {
    this.restart();
    this.length = 0;
  }

  destroy(): void {
    this.cache.remove(this.id);
    this.onEnd();
  }

  private restart(): void {
    this.cache.remove(this.id);
    this.cache.add(this.id);
  }
}
