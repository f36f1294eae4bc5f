/**
 * Contiguous key/value buffers as the 'delta' graph is fed them, [slots, KV, P, HD] for each layer, each slot holding
 * one sequence. Consecutive calls about the same sequences find their rows in place; forks and returns are filled from
 * the prefix tree. P grows in buckets so that few shapes occur. It must not decide what is worth keeping: it is scratch.
 */
import type { TokenId, Tokens } from '#core/ids.ts';
import type { KeptRun, KvLayout, KvRows } from '#engine/cache/kv-block.ts';
import type { HostTensor } from '#engine/graph/runtime.ts';

const BUCKET = 256;
/** Short sequences get smaller buckets: every row of the buffer is copied and attended to at each step. */
const bucketOf = (length: number): number =>
  length <= 64 ? 64 : length <= 128 ? 128 : Math.ceil(length / BUCKET) * BUCKET;

export class KvArena {
  /** By layer and half: 2 · layer + (0 keys | 1 values). */
  private halves: Float32Array[] = [];
  private slots: TokenId[][] = [];
  private capacity = 0;

  constructor(private readonly layout: KvLayout) {}

  get bytes(): number {
    return this.halves.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Longest prefix of `tokens` that some slot holds. */
  match(tokens: Tokens): number {
    return Math.max(0, ...this.slots.map((held) => commonPrefix(held, tokens)));
  }

  forget(): void {
    for (const held of this.slots) held.length = 0;
  }

  /**
   * Gives each sequence a slot, where possible the one that holds most of it, and room for all its tokens. The slots
   * are neighbours. What they hold of other sequences is cut off.
   */
  place(sequences: readonly Tokens[]): { readonly first: number; readonly slots: readonly number[] } {
    this.reserve(sequences.length, Math.max(...sequences.map(({ length }) => length)));
    const slots = sequences.length === 1 ? [this.bestSlot(sequences[0] as Tokens)] : this.assign(sequences);
    sequences.forEach((tokens, i) => {
      const held = this.slots[slots[i] as number] as TokenId[];
      held.length = commonPrefix(held, tokens);
    });
    return { first: sequences.length === 1 ? (slots[0] as number) : 0, slots };
  }

  length(slot: number): number {
    return (this.slots[slot] as TokenId[]).length;
  }

  /** Fills positions that `slot` lacks from kept runs of the same sequence. */
  fill(slot: number, tokens: Tokens, runs: readonly KeptRun[]): void {
    for (const { rows, first, position, count } of runs) {
      const have = this.length(slot);
      const skip = Math.max(0, have - position);
      if (skip < count) this.write(slot, have, count - skip, rows, first + skip);
      for (let i = position + skip; i < position + count; i++)
        (this.slots[slot] as TokenId[])[i] = tokens[i] as TokenId;
    }
  }

  /** Puts the new rows of one batch entry behind position `at`; what stood there is replaced. */
  append(slot: number, at: number, fresh: Tokens, rows: KvRows): void {
    this.write(slot, at, fresh.length, rows, 0);
    const held = this.slots[slot] as TokenId[];
    held.length = at;
    for (const id of fresh) held.push(id);
  }

  /** Everything `slot` holds, as rows by position. */
  rows(slot: number): KvRows {
    const { headSize } = this.layout;
    return {
      copy: (plane, first, count, target, offset) => {
        const start = this.offset(slot, plane) + first * headSize;
        target.set(this.half(plane).subarray(start, start + count * headSize), offset);
      },
    };
  }

  /** past_k.i and past_v.i of `count` neighbouring slots; without rows (`empty`) the graph skips the past. */
  feeds(first: number, count: number, empty: boolean): Record<string, HostTensor> {
    const { kvHeads, headSize } = this.layout;
    const positions = empty ? 0 : this.capacity;
    const size = kvHeads * positions * headSize;
    const dims = [count, kvHeads, positions, headSize];
    return Object.fromEntries(
      this.halves.map((half, i) => {
        const data = empty ? new Float32Array(0) : half.subarray(first * size, (first + count) * size);
        return [`past_${i % 2 === 0 ? 'k' : 'v'}.${i >> 1}`, { type: 'float32', dims, data }];
      }),
    );
  }

  /** Rows of the past the graph sees: valid ones first, then garbage that the mask hides. */
  get positions(): number {
    return this.capacity;
  }

  private reserve(slots: number, length: number): void {
    const capacity = bucketOf(length);
    const fits = capacity <= this.capacity && this.capacity <= 4 * capacity;
    if (slots <= this.slots.length && fits) return;
    const old = { halves: this.halves, capacity: this.capacity };
    const { layers, kvHeads, headSize } = this.layout;
    while (this.slots.length < slots) this.slots.push([]);
    this.capacity = fits ? this.capacity : capacity;
    const size = this.slots.length * kvHeads * this.capacity * headSize;
    this.halves = Array.from({ length: 2 * layers }, () => new Float32Array(size));
    for (const held of this.slots) held.length = Math.min(held.length, this.capacity);
    this.moveFrom(old.halves, old.capacity);
  }

  private moveFrom(halves: readonly Float32Array[], capacity: number): void {
    const { kvHeads, headSize } = this.layout;
    halves.forEach((from, i) => {
      const to = this.halves[i] as Float32Array;
      this.slots.forEach((held, slot) => {
        for (let head = 0; head < kvHeads && held.length > 0; head++) {
          const start = (slot * kvHeads + head) * capacity * headSize;
          const rows = from.subarray(start, start + held.length * headSize);
          to.set(rows, (slot * kvHeads + head) * this.capacity * headSize);
        }
      });
    });
  }

  private bestSlot(tokens: Tokens): number {
    const common = this.slots.map((held) => commonPrefix(held, tokens));
    return common.indexOf(Math.max(...common));
  }

  /** Greedy matching of sequences and the first slots by common prefix. */
  private assign(sequences: readonly Tokens[]): number[] {
    const pairs = sequences.flatMap((tokens, i) =>
      sequences.map((_, slot) => ({ i, slot, common: commonPrefix(this.slots[slot] as TokenId[], tokens) })),
    );
    pairs.sort((a, b) => b.common - a.common);
    const assigned: number[] = [];
    const taken = new Set<number>();
    for (const { i, slot } of pairs) {
      if (assigned[i] !== undefined || taken.has(slot)) continue;
      assigned[i] = slot;
      taken.add(slot);
    }
    sequences.forEach((tokens, i) => this.rescue(assigned[i] as number, tokens, sequences.length));
    return assigned;
  }

  /** A batch that shrank may have left a sequence's rows in a slot outside the new one. */
  private rescue(slot: number, tokens: Tokens, batch: number): void {
    const have = commonPrefix(this.slots[slot] as TokenId[], tokens);
    for (let other = batch; other < this.slots.length; other++) {
      const common = commonPrefix(this.slots[other] as TokenId[], tokens);
      if (common > have) this.append(slot, 0, tokens.slice(0, common), this.rows(other));
    }
  }

  private write(slot: number, at: number, count: number, rows: KvRows, first: number): void {
    const { layers, kvHeads, headSize } = this.layout;
    for (let plane = 0; plane < layers * 2 * kvHeads; plane++)
      rows.copy(plane, first, count, this.half(plane), this.offset(slot, plane) + at * headSize);
  }

  private half(plane: number): Float32Array {
    return this.halves[Math.floor(plane / this.layout.kvHeads)] as Float32Array;
  }

  private offset(slot: number, plane: number): number {
    const { kvHeads, headSize } = this.layout;
    return (slot * kvHeads + (plane % kvHeads)) * this.capacity * headSize;
  }
}

/** Rows of batch entry `entry` in the graph's outputs k.i and v.i, [B, KV, S, HD]. */
export function outputRows(outputs: Record<string, HostTensor>, entry: number, layout: KvLayout): KvRows {
  const { kvHeads, headSize } = layout;
  return {
    copy: (plane, first, count, target, offset) => {
      const layer = Math.floor(plane / (2 * kvHeads));
      const half = Math.floor(plane / kvHeads) % 2 === 0 ? 'k' : 'v';
      const { data, dims } = outputs[`${half}.${layer}`] as HostTensor;
      const start = ((entry * kvHeads + (plane % kvHeads)) * (dims[2] as number) + first) * headSize;
      target.set((data as Float32Array).subarray(start, start + count * headSize), offset);
    },
  };
}

function commonPrefix(held: readonly TokenId[], tokens: Tokens): number {
  const limit = Math.min(held.length, tokens.length);
  let n = 0;
  while (n < limit && held[n] === tokens[n]) n++;
  return n;
}
