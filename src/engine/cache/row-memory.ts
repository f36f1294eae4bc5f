/**
 * Answers to questions asked lately: the distribution after a whole sequence, so that asking again (forking N samples
 * off one prompt, going back to a token) runs nothing. Least recently used first out, by bytes. It must be keyed by all
 * tokens: the hash only finds the place.
 */
import type { Tokens } from '#core/ids.ts';
import type { Next, Want } from '#engine/types.ts';

interface Entry {
  readonly tokens: Tokens;
  readonly next: Next;
  readonly bytes: number;
}

export class RowMemory {
  private readonly entries = new Map<string, Entry>();
  private held = 0;

  constructor(private readonly budget: number) {}

  get bytes(): number {
    return this.held;
  }

  /** The kept answer if it has all that is wanted. */
  find(tokens: Tokens, want: Want): Next | null {
    const key = keyOf(tokens);
    const entry = this.entries.get(key);
    if (!entry || !same(entry.tokens, tokens) || !covers(entry.next, want)) return null;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.next;
  }

  keep(tokens: Tokens, next: Next): void {
    const bytes = sizeOf(tokens, next);
    if (bytes > this.budget) return;
    const key = keyOf(tokens);
    this.drop(key);
    this.entries.set(key, { tokens, next, bytes });
    this.held += bytes;
    for (const oldest of this.entries.keys()) {
      if (this.held <= this.budget) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    this.held -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}

/** FNV-1a over the ids, and the length. */
function keyOf(tokens: Tokens): string {
  let hash = 0x811c9dc5;
  for (const id of tokens) hash = Math.imul(hash ^ id, 0x01000193);
  return `${tokens.length}:${hash >>> 0}`;
}

function same(a: Tokens, b: Tokens): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

function covers(next: Next, want: Want): boolean {
  const enough = next.top.length >= (want.topK ?? 0);
  return enough && (!want.logits || next.logits !== undefined) && (!want.hidden || next.hidden !== undefined);
}

function sizeOf(tokens: Tokens, next: Next): number {
  return (
    200 +
    8 * tokens.length +
    32 * next.top.length +
    4 * ((next.logits?.length ?? 0) + (next.hidden?.length ?? 0))
  );
}
