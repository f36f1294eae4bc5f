/**
 * Radix tree of token runs, each with its key/value rows: equal prefixes are kept once, whoever made them (the idea of
 * SGLang's RadixAttention, arXiv 2312.07104 §3). A split shares the block and copies nothing; the least recently used
 * leaves go first when the byte budget is passed; what a pin holds stays. Correctness must not depend on what it keeps.
 */
import type { TokenId, Tokens } from '#core/ids.ts';
import { KvBlock, bytesPerToken } from './kv-block.ts';
import type { KeptRun, KvLayout, KvRows } from './kv-block.ts';

/** Spare rows in a small block, so that token-by-token generation appends in place. */
const SLAB = 16;

interface Node {
  parent: Node | null;
  readonly children: Map<TokenId, Node>;
  readonly tokens: TokenId[];
  /** Rows of this run are block rows [start, start + tokens.length). */
  readonly place: Place;
  lastUse: number;
  pins: number;
}
interface Place {
  block: KvBlock;
  start: number;
}
export interface Pin {
  readonly length: number;
  readonly runs: readonly KeptRun[];
  release(): void;
}

export class PrefixTree {
  private readonly root: Node;
  private readonly owners = new Map<KvBlock, Set<Node>>();
  private clock = 0;
  private held = 0;
  private count = 0;

  /** Budget in bytes; 0 keeps nothing. */
  constructor(
    private readonly layout: KvLayout,
    readonly budget: number,
  ) {
    this.root = this.createNode(null, [], { block: new KvBlock(layout, 0), start: 0 });
  }

  get bytes(): number {
    return this.held;
  }

  get tokenCount(): number {
    return this.count;
  }

  /** Length of the longest kept prefix of `tokens`. */
  match(tokens: Tokens): number {
    return this.walk(tokens).length;
  }

  /** The longest kept prefix of `tokens`, safe from eviction until released. */
  pin(tokens: Tokens): Pin {
    const { path, length } = this.walk(tokens);
    // Only leaves are evicted, so the last node of the path protects all of it.
    const last = path.at(-1) ?? this.root;
    last.pins++;
    let released = false;
    return {
      length,
      runs: this.runsOf(path, length),
      release: () => {
        if (!released) last.pins--;
        released = true;
      },
    };
  }

  /** Keeps rows of all `tokens`, as far as the budget allows; `rows` must hold every position. Returns the kept length. */
  insert(tokens: Tokens, rows: KvRows): number {
    const { path, length } = this.walk(tokens);
    const missing = tokens.length - length;
    if (missing === 0) return length;
    const node = this.endAt(path, length);
    if (this.extend(node, tokens, length, rows)) return tokens.length;
    node.pins++;
    const block = this.allocate(missing);
    node.pins--;
    if (block === null) return length;
    block.append(rows, length, missing);
    const child = this.createNode(node, tokens.slice(length), { block, start: 0 });
    node.children.set(tokens[length] as TokenId, child);
    this.own(block, child);
    this.count += missing;
    return tokens.length;
  }

  clear(): void {
    while (this.evictOne());
  }

  private createNode(parent: Node | null, tokens: TokenId[], place: Place): Node {
    return { parent, children: new Map(), tokens, place, lastUse: ++this.clock, pins: 0 };
  }

  /** Nodes of the longest kept prefix, root left out; `length` may end inside the last one. */
  private walk(tokens: Tokens): { path: Node[]; length: number } {
    const path: Node[] = [];
    let node = this.root;
    let length = 0;
    for (;;) {
      const child = length < tokens.length ? node.children.get(tokens[length] as TokenId) : undefined;
      if (!child) return { path, length };
      child.lastUse = ++this.clock;
      path.push(child);
      const same = commonLength(child.tokens, tokens, length);
      length += same;
      if (same < child.tokens.length) return { path, length };
      node = child;
    }
  }

  private runsOf(path: readonly Node[], length: number): KeptRun[] {
    let position = 0;
    return path.map(({ place, tokens }) => {
      const count = Math.min(tokens.length, length - position);
      const run = { rows: place.block, first: place.start, position, count };
      position += count;
      return run;
    });
  }

  /** The node that ends exactly at `length` of the path, split off if it goes on. */
  private endAt(path: readonly Node[], length: number): Node {
    const last = path.at(-1);
    if (!last) return this.root;
    const before = path.slice(0, -1).reduce((sum, node) => sum + node.tokens.length, 0);
    const keep = length - before;
    return keep === last.tokens.length ? last : this.split(last, keep);
  }

  /** Cuts off the first `keep` tokens as a node above; both go on using the block. Pins stay with the lower half. */
  private split(node: Node, keep: number): Node {
    const { block, start } = node.place;
    const upper = this.createNode(node.parent, node.tokens.splice(0, keep), { block, start });
    upper.parent?.children.set(upper.tokens[0] as TokenId, upper);
    upper.children.set(node.tokens[0] as TokenId, node);
    node.parent = upper;
    node.place.start += keep;
    this.own(block, upper);
    return upper;
  }

  /** Appends to a leaf whose block ends with it and has room. */
  private extend(node: Node, tokens: Tokens, from: number, rows: KvRows): boolean {
    const { block, start } = node.place;
    const count = tokens.length - from;
    const atEnd = node.children.size === 0 && start + node.tokens.length === block.filled;
    if (node === this.root || !atEnd || block.filled + count > block.capacity) return false;
    block.append(rows, from, count);
    for (let i = from; i < tokens.length; i++) node.tokens.push(tokens[i] as TokenId);
    this.count += count;
    return true;
  }

  /** A block for `count` tokens within the budget, at the cost of older leaves; null when that is not to be had. */
  private allocate(count: number): KvBlock | null {
    const bytes = Math.max(count, SLAB) * bytesPerToken(this.layout);
    if (bytes > this.budget) return null;
    while (this.held + bytes > this.budget) if (!this.evictOne()) return null;
    return new KvBlock(this.layout, Math.max(count, SLAB));
  }

  private own(block: KvBlock, node: Node): void {
    const owners = this.owners.get(block);
    if (owners) owners.add(node);
    else {
      this.owners.set(block, new Set([node]));
      this.held += block.bytes;
    }
  }

  private disown(block: KvBlock, node: Node): void {
    const owners = this.owners.get(block);
    owners?.delete(node);
    if (owners?.size !== 0) return;
    this.owners.delete(block);
    this.held -= block.bytes;
  }

  private evictOne(): boolean {
    const leaf = this.oldestLeaf(this.root);
    if (!leaf?.parent) return false;
    leaf.parent.children.delete(leaf.tokens[0] as TokenId);
    this.count -= leaf.tokens.length;
    const { block } = leaf.place;
    this.disown(block, leaf);
    this.compact(block);
    return true;
  }

  private oldestLeaf(node: Node): Node | null {
    if (node.children.size === 0) return node === this.root || node.pins > 0 ? null : node;
    let oldest: Node | null = null;
    for (const child of node.children.values()) {
      const leaf = this.oldestLeaf(child);
      if (leaf && (!oldest || leaf.lastUse < oldest.lastUse)) oldest = leaf;
    }
    return oldest;
  }

  /** Gives the rest of a shared block tight blocks of its own, or the evicted rows would stay in memory. */
  private compact(block: KvBlock): void {
    for (const node of [...(this.owners.get(block) ?? [])]) {
      const tight = new KvBlock(this.layout, node.tokens.length);
      tight.append(block, node.place.start, node.tokens.length);
      this.disown(block, node);
      node.place.block = tight;
      node.place.start = 0;
      this.own(tight, node);
    }
  }
}

function commonLength(run: readonly TokenId[], tokens: Tokens, from: number): number {
  const limit = Math.min(run.length, tokens.length - from);
  let same = 0;
  while (same < limit && run[same] === tokens[from + same]) same++;
  return same;
}
