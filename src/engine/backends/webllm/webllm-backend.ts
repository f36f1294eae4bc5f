/**
 * Decoder backend over web-llm's runtime: sequences live in its paged cache, a request goes on in the one that shares the
 * most with it, going back pops tokens, a fork shares pages. One sequence runs after the other: a library's batch functions take one token of each only.
 */
import { AppError } from '#core/app-error.ts';
import type { Tokens } from '#core/ids.ts';
import { Slots } from '#engine/cache/slots.ts';
import type { Slot } from '#engine/cache/slots.ts';
import type { DecoderBackend, Row, RowRequest } from '#engine/decoder-backend.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import type { MemoryReport, Want } from '#engine/types.ts';
import type { RuntimeLock } from './internals.ts';
import type { AskedRows } from './logit-reader.ts';
import type { PagedForward } from './paged-forward.ts';
import { PagedSequence } from './paged-sequence.ts';

export interface WebLlmParts {
  readonly forward: Pick<PagedForward, 'add' | 'remove' | 'fork' | 'pop' | 'run' | 'givesAllRows'>;
  readonly gpu: Pick<GpuDevice, 'check' | 'guard' | 'lost'>;
  /** Held while anything runs, so that no call of web-llm's own comes in between. */
  readonly lock: RuntimeLock;
  /** Frees model and device. */
  readonly unload: () => Promise<void>;
  readonly reason: string;
  readonly precision: string;
  /** Longest sequence. */
  readonly positions: number;
  readonly chunk: number;
  /** Sequences that the cache has room for, besides one that is being forked. */
  readonly sequences: number;
  readonly bytesPerToken: number;
  readonly weightBytes: number;
  /** For kept key/value rows; 0 keeps nothing beyond a question. */
  readonly cacheBytes: number;
}
interface Step {
  readonly tokens: Tokens;
  readonly start: number;
  readonly count: number;
  /** What is asked of its last positions. */
  readonly asked: AskedRows;
}

export class WebLlmBackend implements DecoderBackend {
  readonly id = 'webllm';
  readonly threads = 1;
  readonly lacks = ['hidden'] as const;
  readonly reason: string;
  readonly precision: string;
  readonly context: number;
  readonly chunk: number;
  readonly maxBatch: number;
  private readonly slots: Slots<PagedSequence>;
  private readonly free: number[];

  constructor(private readonly parts: WebLlmParts) {
    const { forward, positions, sequences, cacheBytes, bytesPerToken } = parts;
    this.reason = parts.reason;
    this.precision = parts.precision;
    this.context = positions;
    this.chunk = parts.chunk;
    this.maxBatch = sequences;
    this.free = Array.from({ length: sequences + 1 }, (_, id) => id);
    this.slots = new Slots({ budget: cacheBytes, most: sequences, positions, rewindLoses: true }, () => {
      const id = this.free.shift();
      if (id === undefined) throw new AppError('internal', 'No sequence is free. Load the model again.');
      const ended = (): void => void this.free.push(id);
      return Promise.resolve(new PagedSequence(forward, id, positions, bytesPerToken, ended));
    });
  }

  cachedLength(tokens: Tokens): number {
    return this.slots.match(tokens);
  }

  async run(requests: readonly RowRequest[], want: Want): Promise<readonly (readonly Row[])[]> {
    this.parts.gpu.check();
    checkWant(want);
    return this.alone(() => this.answerAll(requests, want));
  }

  private async answerAll(requests: readonly RowRequest[], want: Want): Promise<readonly (readonly Row[])[]> {
    this.slots.begin(requests.map(({ tokens }) => tokens));
    // Whoever shares most with a sequence comes first: it does not touch what the others share with it.
    const shared = requests.map(({ tokens }) => this.cachedLength(tokens));
    const order = requests.map((_, i) => i).sort((a, b) => (shared[b] ?? 0) - (shared[a] ?? 0));
    const rows: (readonly Row[])[] = requests.map(() => []);
    for (const i of order) rows[i] = await this.answer(requests[i] as RowRequest, want);
    // Between the chunks of one question the rows must stay.
    if (requests.some(({ from, tokens }) => from < tokens.length)) this.slots.trim();
    return rows;
  }

  memory(): MemoryReport {
    const { weightBytes, bytesPerToken, positions, sequences } = this.parts;
    const cacheBytes = bytesPerToken * positions * (sequences + 1);
    return { weightBytes, cacheBytes, cachedTokens: this.slots.tokenCount };
  }

  async dispose(): Promise<void> {
    const { gpu, unload } = this.parts;
    // A runtime whose device is gone has been unloaded by web-llm itself.
    if (!gpu.lost) await this.alone(unload);
  }

  private async alone<T>(deed: () => Promise<T>): Promise<T> {
    const { lock } = this.parts;
    await lock.acquire();
    try {
      return await deed();
    } finally {
      await lock.release();
    }
  }

  private async answer({ tokens, from, targets }: RowRequest, want: Want): Promise<readonly Row[]> {
    const { slot, shared } = await this.slots.place(tokens);
    const start = Math.min(shared, from);
    const rows: Row[] = [];
    for (let at = start; at < tokens.length;) {
      const count = Math.min(this.stepLength(at, from), tokens.length - at);
      const first = Math.max(at, from);
      const wanted = Math.max(0, at + count - first);
      const asked = Array.from({ length: wanted }, (_, i) => targets?.[first - from + i]);
      rows.push(...(await this.step(slot, { tokens, start: at, count, asked: { targets: asked, want } })));
      at += count;
    }
    if (start < tokens.length) slot.tokens = tokens;
    return rows;
  }

  /** Without rows of every position from one pass, the wanted ones come token by token. */
  private stepLength(at: number, from: number): number {
    if (this.parts.forward.givesAllRows) return this.chunk;
    return at < from ? Math.min(this.chunk, from + 1 - at) : 1;
  }

  /** Runs tokens [start, start + count). */
  private async step(slot: Slot<PagedSequence>, step: Step): Promise<readonly Row[]> {
    const { forward, gpu } = this.parts;
    const { tokens, start, count, asked } = step;
    // A failure in the middle leaves rows of which nothing is known.
    slot.tokens = tokens.slice(0, start);
    slot.buffers.truncate(start);
    const rows = await gpu.guard(forward.run(slot.buffers.id, tokens.slice(start, start + count), asked));
    slot.buffers.grow(count);
    return rows;
  }
}

function checkWant({ hidden }: Want): void {
  if (!hidden) return;
  throw new AppError(
    'backend-unavailable',
    'web-llm gives no hidden states. Choose WebGPU or WebAssembly as engine, then ask again.',
  );
}
