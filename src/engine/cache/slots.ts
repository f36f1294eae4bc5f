/**
 * Which buffers hold which sequence. A slot is one token sequence with its key/value rows; a question takes the slot
 * with the longest common prefix. Going back is forgetting tokens; a fork copies rows into another slot. Decides only:
 * rows are computed and bytes are moved by whoever is handed in.
 */
import type { TokenId, Tokens } from '#core/ids.ts';

export interface SlotBuffers<Self> {
  readonly capacity: number;
  readonly bytes: number;
  copyFrom(other: Self, rows: number): void;
  destroy(): void;
}
export interface Slot<B> {
  buffers: B;
  /** Tokens whose rows are valid. */
  tokens: readonly TokenId[];
  used: number;
  /** Taken by a question of the call in flight. */
  pinned: boolean;
}
export interface SlotLimits {
  /** Bytes that kept slots may take; a question in flight may exceed it. */
  readonly budget: number;
  readonly most: number;
  /** Longest sequence. */
  readonly positions: number;
  /** Going back loses what came after, even where the same is asked again. */
  readonly rewindLoses?: boolean;
}
/** Capacity grows in such steps: a new size costs a copy, an unused row costs memory. */
const STEP = 256;
/** Fewer tokens of another branch than this are cheaper to compute again than to keep. */
const WORTH_KEEPING = 4;

export class Slots<B extends SlotBuffers<B>> {
  private slots: Slot<B>[] = [];
  private clock = 0;

  constructor(
    private readonly limits: SlotLimits,
    private readonly allocate: (capacity: number) => Promise<B>,
  ) {}

  get bytes(): number {
    return this.slots.reduce((sum, { buffers }) => sum + buffers.bytes, 0);
  }

  get tokenCount(): number {
    return this.slots.reduce((sum, { tokens }) => sum + tokens.length, 0);
  }

  match(tokens: Tokens): number {
    return Math.max(0, ...this.slots.map((slot) => commonPrefix(slot.tokens, tokens)));
  }

  /** Begins a call with these questions: what they can use is given up last. */
  begin(questions: readonly Tokens[]): void {
    this.clock++;
    for (const slot of this.slots) slot.pinned = false;
    for (const tokens of questions) {
      const best = this.best(tokens);
      if (best) best.used = this.clock;
    }
  }

  /**
   * A slot with room for `tokens`, pinned until the next call, and how many leading tokens of it are right. The slot's
   * own list is the caller's to keep true from here on.
   */
  async place(tokens: Tokens): Promise<{ slot: Slot<B>; shared: number }> {
    const best = this.best(tokens);
    const shared = best ? commonPrefix(best.tokens, tokens) : 0;
    const inPlace = best !== undefined && this.mayTake(best, shared, tokens.length);
    const slot = inPlace ? best : await this.fork(best ?? null, shared, tokens.length);
    slot.pinned = true;
    slot.used = this.clock;
    await this.reserve(slot, tokens.length);
    return { slot, shared };
  }

  /** Ends a call whose questions are answered: gives up the least recently used until the rest is within budget. */
  trim(): void {
    for (const slot of this.slots) slot.pinned = false;
    for (let old = this.oldest(); old && this.bytes > this.limits.budget; old = this.oldest()) this.drop(old);
  }

  clear(): void {
    for (const { buffers } of this.slots) buffers.destroy();
    this.slots = [];
  }

  /** In place: a continuation, a repetition, or what would be lost is not worth a copy. */
  private mayTake({ tokens, pinned }: Slot<B>, shared: number, length: number): boolean {
    if (pinned) return false;
    const repeats = shared === length && !this.limits.rewindLoses;
    return repeats || tokens.length - shared < WORTH_KEEPING;
  }

  private best(tokens: Tokens): Slot<B> | undefined {
    let found: Slot<B> | undefined;
    let longest = 0;
    for (const slot of this.slots) {
      const shared = commonPrefix(slot.tokens, tokens);
      if (shared > longest || (shared === longest && shared > 0 && slot.used > (found?.used ?? 0))) {
        found = slot;
        longest = shared;
      }
    }
    return found;
  }

  private async fork(from: Slot<B> | null, shared: number, length: number): Promise<Slot<B>> {
    const free = this.slots.length < this.limits.most ? null : this.oldest(from);
    // Both are in use from here on, lest room be made at their cost.
    const slot = free ?? (await this.add(length, from));
    slot.pinned = true;
    slot.tokens = [];
    await this.reserve(slot, length, from);
    if (!from) return slot;
    slot.buffers.copyFrom(from.buffers, shared);
    slot.tokens = from.tokens.slice(0, shared);
    return slot;
  }

  private async add(length: number, keep: Slot<B> | null): Promise<Slot<B>> {
    const buffers = await this.make(length, [keep]);
    const slot: Slot<B> = { buffers, tokens: [], used: this.clock, pinned: true };
    this.slots.push(slot);
    return slot;
  }

  /** Grows the slot's buffers to hold `length` positions; what they hold stays. */
  private async reserve(slot: Slot<B>, length: number, keep: Slot<B> | null = null): Promise<void> {
    if (slot.buffers.capacity >= length) return;
    const wider = await this.make(length, [slot, keep]);
    wider.copyFrom(slot.buffers, slot.tokens.length);
    slot.buffers.destroy();
    slot.buffers = wider;
  }

  private async make(length: number, keep: readonly (Slot<B> | null)[]): Promise<B> {
    const capacity = Math.min(this.limits.positions, Math.ceil(length / STEP) * STEP);
    const made = await this.allocate(capacity);
    for (;;) {
      const victim = this.bytes + made.bytes > this.limits.budget ? this.oldest(...keep) : null;
      if (!victim) return made;
      this.drop(victim);
    }
  }

  /** The least recently used that no question in flight has; of `except` none. */
  private oldest(...except: (Slot<B> | null)[]): Slot<B> | null {
    const free = this.slots.filter((slot) => !except.includes(slot) && !slot.pinned);
    return free.reduce<Slot<B> | null>((old, slot) => (old && old.used <= slot.used ? old : slot), null);
  }

  private drop(slot: Slot<B>): void {
    slot.buffers.destroy();
    this.slots = this.slots.filter((other) => other !== slot);
  }
}

function commonPrefix(held: readonly TokenId[], tokens: Tokens): number {
  const limit = Math.min(held.length, tokens.length);
  let n = 0;
  while (n < limit && held[n] === tokens[n]) n++;
  return n;
}
