/**
 * Decoder backend over the 'delta' graph: the graph returns the new key/value rows only, and the cache is ours, in typed
 * arrays: a prefix tree keeps rows, an arena holds those of the call in flight as one piece. For CPU runtimes (wasm,
 * Node); on a GPU the copies would cost more than the model.
 */
import type { TokenId, Tokens } from '#core/ids.ts';
import { bytesPerToken } from '#engine/cache/kv-block.ts';
import type { KvLayout } from '#engine/cache/kv-block.ts';
import { PrefixTree } from '#engine/cache/prefix-tree.ts';
import type { DecoderBackend, Row, RowRequest } from '#engine/decoder-backend.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { GraphRuntime, GraphSession, HostTensor } from '#engine/graph/runtime.ts';
import type { MemoryReport, Want } from '#engine/types.ts';
import { deltaFeeds } from './delta-feeds.ts';
import type { Window } from './delta-feeds.ts';
import type { EmbeddingRows } from './embedding-rows.ts';
import { KvArena, outputRows } from './kv-arena.ts';
import { readRow } from '#engine/read-row.ts';

export interface DeltaBackendParts {
  readonly runtime: Pick<GraphRuntime, 'id' | 'threads'>;
  /** Session of the graph `buildDecoder(hp, { kv: 'delta', hidden: true, positions })`. */
  readonly session: GraphSession;
  readonly hp: HyperParameters;
  readonly embeddings: EmbeddingRows;
  /** Rows of the rotary tables: the longest sequence. */
  readonly positions: number;
  /** Real vocabulary: logits beyond it are cut off. */
  readonly vocabSize: number;
  readonly weightBytes: number;
  /** For kept key/value rows; 0 keeps nothing beyond a question. */
  readonly cacheBytes: number;
  readonly reason: string;
  readonly precision: string;
  /** Logits to statistics. Another reader than the default serves only to measure what statistics cost. */
  readonly readRow?: typeof readRow | undefined;
}
/** Share of memory that the buffers of one batch may take at 2,048 tokens. */
const ARENA_BYTES = 384 << 20;
/** Above this size a chunk of 32 tokens takes about as long as one may wait for Stop. */
const LARGE_WEIGHTS = 100 << 20;

interface Cursor {
  readonly request: RowRequest;
  readonly slot: number;
  readonly rows: Row[];
  position: number;
}

export class DeltaBackend implements DecoderBackend {
  readonly id: DecoderBackend['id'];
  readonly reason: string;
  readonly threads: number;
  readonly precision: string;
  readonly context: number;
  readonly chunk: number;
  readonly maxBatch: number;
  private readonly layout: KvLayout;
  private readonly tree: PrefixTree;
  private readonly arena: KvArena;

  constructor(private readonly parts: DeltaBackendParts) {
    const { runtime, hp, positions, weightBytes, cacheBytes } = parts;
    this.id = runtime.id;
    this.threads = runtime.threads;
    this.reason = parts.reason;
    this.precision = parts.precision;
    this.context = positions;
    this.chunk = weightBytes > LARGE_WEIGHTS ? 32 : 128;
    this.layout = { layers: hp.layers, kvHeads: hp.kvHeads, headSize: hp.headSize };
    const slotBytes = bytesPerToken(this.layout) * Math.min(positions, 2048);
    this.maxBatch = Math.max(1, Math.min(16, Math.floor(ARENA_BYTES / slotBytes)));
    this.tree = new PrefixTree(this.layout, cacheBytes);
    this.arena = new KvArena(this.layout);
  }

  cachedLength(tokens: Tokens): number {
    return Math.max(this.tree.match(tokens), this.arena.match(tokens));
  }

  /** A request for more than `chunk` new tokens is split inside. */
  async run(requests: readonly RowRequest[], want: Want): Promise<readonly (readonly Row[])[]> {
    const { first, slots } = this.arena.place(requests.map(({ tokens }) => tokens));
    const cursors = requests.map((request, i): Cursor => {
      const slot = slots[i] as number;
      const have = this.restore(slot, request.tokens);
      return { request, slot, rows: [], position: Math.min(have, request.from) };
    });
    while (cursors.some(({ position, request }) => position < request.tokens.length))
      await this.step(cursors, first, want);
    for (const { slot, request } of cursors) this.tree.insert(request.tokens, this.arena.rows(slot));
    const answered = requests.some(({ from, tokens }) => from < tokens.length);
    // Between the chunks of one question the arena must stay; a cache that is off keeps nothing after it.
    if (this.parts.cacheBytes === 0 && answered) this.arena.forget();
    return cursors.map(({ rows }) => rows);
  }

  memory(): MemoryReport {
    return {
      weightBytes: this.parts.weightBytes + this.parts.embeddings.bytes,
      cacheBytes: this.tree.bytes + this.arena.bytes,
      cachedTokens: this.tree.tokenCount,
    };
  }

  async dispose(): Promise<void> {
    this.tree.clear();
    this.arena.forget();
    await this.parts.session.release();
  }

  /** Brings what the tree keeps into the slot; the number of positions it then holds. */
  private restore(slot: number, tokens: Tokens): number {
    const pin = this.tree.pin(tokens);
    if (pin.length > this.arena.length(slot)) this.arena.fill(slot, tokens, pin.runs);
    pin.release();
    return this.arena.length(slot);
  }

  private async step(cursors: readonly Cursor[], first: number, want: Want): Promise<void> {
    const bySlot = [...cursors].sort((a, b) => a.slot - b.slot);
    const windows = bySlot.map((cursor) => this.windowOf(cursor));
    const empty = windows.every(({ start }) => start === 0);
    const { hp, positions, embeddings, session } = this.parts;
    const past = empty ? 0 : this.arena.positions;
    const feeds = {
      ...deltaFeeds(windows, embeddings, { hidden: hp.hidden, past, positions }),
      ...this.arena.feeds(first, windows.length, empty),
    };
    const outputs = await session.run(feeds, this.outputNames(windows, want));
    let row = 0;
    bySlot.forEach((cursor, b) => {
      const { start, count, rows, tokens } = windows[b] as Window;
      const fresh = tokens.slice(start, start + count);
      this.arena.append(cursor.slot, start, fresh, outputRows(outputs, b, this.layout));
      for (const position of rows) cursor.rows.push(this.row(outputs, row++, cursor.request, position, want));
      cursor.position = start + count;
    });
  }

  private windowOf({ request: { tokens, from }, position: start }: Cursor): Window {
    const count = Math.min(this.chunk, tokens.length - start);
    const rows: number[] = [];
    for (let i = Math.max(start, from); i < start + count; i++) rows.push(i);
    return { tokens, start, count, rows };
  }

  private outputNames(windows: readonly Window[], want: Want): string[] {
    const layers = Array.from({ length: this.parts.hp.layers }, (_, i) => i);
    const names = layers.flatMap((i) => [`k.${i}`, `v.${i}`]);
    if (windows.every(({ rows }) => rows.length === 0)) return names;
    names.push('logits');
    if (want.hidden) for (let i = 0; i <= layers.length; i++) names.push(`hidden.${i}`);
    return names;
  }

  private row(
    outputs: Record<string, HostTensor>,
    index: number,
    request: RowRequest,
    position: number,
    want: Want,
  ): Row {
    const { data, dims } = outputs.logits as HostTensor;
    const start = index * (dims[1] as number);
    const logits = (data as Float32Array).subarray(start, start + this.parts.vocabSize);
    const target: TokenId | undefined = request.targets?.[position - request.from];
    return (this.parts.readRow ?? readRow)(
      logits,
      want,
      target,
      want.hidden ? this.hiddenOf(outputs, index) : undefined,
    );
  }

  /** [layers + 1, hidden] of one row. */
  private hiddenOf(outputs: Record<string, HostTensor>, index: number): Float32Array {
    const { layers, hidden } = this.parts.hp;
    const out = new Float32Array((layers + 1) * hidden);
    for (let i = 0; i <= layers; i++) {
      const data = (outputs[`hidden.${i}`] as HostTensor).data as Float32Array;
      out.set(data.subarray(index * hidden, (index + 1) * hidden), i * hidden);
    }
    return out;
  }
}
