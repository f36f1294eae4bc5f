/**
 * Decoder backend on WebGPU: sequences live in slots of GPU buffers, a request goes on in the slot that shares the most
 * with it, and only statistics come back (want.logits also brings the logits: 4 bytes for each token of the vocabulary
 * and row). Requests of one batch run one after the other, since GroupQueryAttention continues several tokens for one
 * sequence only; the GPU is not waited for in between.
 */
import type { TokenId, Tokens } from '#core/ids.ts';
import { bytesPerToken } from '#engine/cache/kv-block.ts';
import type { KvLayout } from '#engine/cache/kv-block.ts';
import type { DecoderBackend, Row, RowRequest } from '#engine/decoder-backend.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { MemoryReport, Want } from '#engine/types.ts';
import type { Forward, StaticDecoder } from './webgpu-decoder.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import { KvBuffers } from './webgpu-kv.ts';
import { Slots } from '#engine/cache/slots.ts';
import type { StatisticsPass } from '#engine/gpu-statistics.ts';

export interface WebGpuBackendParts {
  readonly gpu: GpuDevice;
  /** Whether the device ends with the backend. */
  readonly ownsDevice: boolean;
  readonly decoder: StaticDecoder;
  readonly statistics: StatisticsPass;
  readonly hp: HyperParameters;
  /** Rows of the rotary tables: the longest sequence. */
  readonly positions: number;
  /** Longest run of new tokens that the self-test found right. */
  readonly chunk: number;
  readonly weightBytes: number;
  /** For kept key/value rows; 0 keeps nothing beyond a question. */
  readonly cacheBytes: number;
  readonly reason: string;
  readonly precision: string;
}
const MOST_SLOTS = 8;

export class WebGpuBackend implements DecoderBackend {
  readonly id = 'onnx-webgpu';
  readonly threads = 1;
  readonly reason: string;
  readonly precision: string;
  readonly context: number;
  readonly chunk: number;
  readonly maxBatch: number;
  private readonly slots: Slots<KvBuffers>;

  constructor(private readonly parts: WebGpuBackendParts) {
    const { gpu, hp, positions, cacheBytes } = parts;
    this.reason = parts.reason;
    this.precision = parts.precision;
    this.context = positions;
    this.chunk = parts.chunk;
    const layout: KvLayout = { layers: hp.layers, kvHeads: hp.kvHeads, headSize: hp.headSize };
    const typical = bytesPerToken(layout) * Math.min(positions, 2048);
    this.maxBatch = Math.max(1, Math.min(MOST_SLOTS, Math.floor(cacheBytes / typical)));
    const limits = { budget: cacheBytes, most: MOST_SLOTS, positions };
    this.slots = new Slots(limits, (capacity) => KvBuffers.allocate(gpu, layout, capacity));
  }

  /** Bytes that have come back from the GPU since creation, the self-test included. */
  get bytesRead(): number {
    return this.parts.statistics.bytesRead + this.parts.decoder.bytesRead;
  }

  cachedLength(tokens: Tokens): number {
    return this.slots.match(tokens);
  }

  /** A request for more than `chunk` new tokens is split inside. */
  async run(requests: readonly RowRequest[], want: Want): Promise<readonly (readonly Row[])[]> {
    this.parts.gpu.check();
    this.slots.begin(requests.map(({ tokens }) => tokens));
    // Whoever shares most with a slot comes first: it does not touch what the others share with that slot.
    const shared = requests.map(({ tokens }) => this.cachedLength(tokens));
    const order = requests.map((_, i) => i).sort((a, b) => (shared[b] as number) - (shared[a] as number));
    const pending: (readonly Pending[])[] = requests.map(() => []);
    for (const i of order) pending[i] = await this.answer(requests[i] as RowRequest, want);
    const rows = await Promise.all(pending.map(collect));
    // Between the chunks of one question the rows must stay.
    if (requests.some(({ from, tokens }) => from < tokens.length)) this.slots.trim();
    return rows;
  }

  memory(): MemoryReport {
    const { bytes, tokenCount } = this.slots;
    return { weightBytes: this.parts.weightBytes, cacheBytes: bytes, cachedTokens: tokenCount };
  }

  async dispose(): Promise<void> {
    this.slots.clear();
    this.parts.statistics.dispose();
    const { gpu, decoder, ownsDevice } = this.parts;
    // A runtime whose device is gone may wait for it forever.
    if (!gpu.broken) await decoder.dispose();
    if (ownsDevice) gpu.close();
  }

  /** Resolves when all commands are given; the rows come when the GPU is done. */
  private async answer({ tokens, from, targets }: RowRequest, want: Want): Promise<readonly Pending[]> {
    const { slot, shared } = await this.slots.place(tokens);
    const kept = shared === tokens.length ? slot.tokens : tokens;
    const pending: Pending[] = [];
    for (let at = Math.min(shared, from); at < tokens.length; at += this.chunk) {
      // A failure in the middle leaves rows of which nothing is known.
      slot.tokens = tokens.slice(0, at);
      const count = Math.min(this.chunk, tokens.length - at);
      const rows = range(Math.max(at, from), at + count);
      const wanted = rows.map((position) => targets?.[position - from]);
      pending.push(await this.step({ tokens, start: at, count, rows, kv: slot.buffers }, wanted, want));
    }
    slot.tokens = kept;
    return pending;
  }

  private async step(
    window: Omit<Forward, 'hidden'>,
    targets: readonly (TokenId | undefined)[],
    want: Want,
  ): Promise<Pending> {
    const { decoder, statistics } = this.parts;
    const wanted = window.rows.length > 0;
    const hidden = await decoder.run({ ...window, hidden: wanted && want.hidden === true });
    if (!wanted) return { rows: Promise.resolve([]) };
    const read = statistics.read({ logits: decoder.logits, targets, want });
    const rows = read.then((plain) => plain.map((row, i) => withHidden(row, hidden[i])));
    // Told to whoever waits for it; a failure before that must not count as unhandled.
    rows.catch(() => undefined);
    return { rows };
  }
}

/** Rows under way; in an object, since a promise of a promise is one promise. */
interface Pending {
  readonly rows: Promise<Row[]>;
}

async function collect(pending: readonly Pending[]): Promise<Row[]> {
  return (await Promise.all(pending.map(({ rows }) => rows))).flat();
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function withHidden(row: Row, hidden: Float32Array | undefined): Row {
  return hidden ? { ...row, hidden } : row;
}
