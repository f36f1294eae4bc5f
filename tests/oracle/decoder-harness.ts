/** Runs decoder graphs in tests: a key/value cache in its plainest form, and the oracle's tensors as a weight source. */
import type { DecoderGraph } from '#engine/graph/decoder.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { encodeModel } from '#engine/graph/onnx-model.ts';
import type { GraphRuntime, GraphSession, HostTensor } from '#engine/graph/runtime.ts';
import { loadWeights } from '#engine/graph/weights.ts';
import { quantiseRow } from '#engine/graph/weights-quantise.ts';
import type { TensorRows } from '#engine/graph/weights.ts';
import { EMBEDDING_TENSOR } from '#engine/graph/weights-plan.ts';

export const f32 = (dims: readonly number[], data: Float32Array): HostTensor => ({
  type: 'float32',
  dims,
  data,
});
const i64 = (dims: readonly number[], numbers: readonly number[]): HostTensor => ({
  type: 'int64',
  dims,
  data: BigInt64Array.from(numbers, BigInt),
});
export const i32 = (dims: readonly number[], numbers: readonly number[]): HostTensor => ({
  type: 'int32',
  dims,
  data: Int32Array.from(numbers),
});
export function floats(tensor: HostTensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('expected a float32 output');
  return tensor.data;
}
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
export function fromBase64(base64: string): Float32Array<ArrayBuffer> {
  return new Float32Array(bytesOf(base64).buffer);
}

export async function openSession(
  runtime: GraphRuntime,
  decoder: DecoderGraph,
  hp: HyperParameters,
  source: TensorRows,
): Promise<GraphSession> {
  return runtime.create(encodeModel(decoder.graph), await loadWeights(decoder, hp, source));
}

export type Feeds = Readonly<Record<string, HostTensor>>;
export type Outputs = Readonly<Record<string, HostTensor>>;

async function embed(hp: HyperParameters, source: TensorRows, ids: readonly number[]): Promise<Float32Array> {
  const out = new Float32Array(ids.length * hp.hidden);
  for (const [i, id] of ids.entries()) out.set(await source.rows(EMBEDDING_TENSOR, id, 1), i * hp.hidden);
  return out;
}

/**
 * Sequences on a 'delta' graph, ragged: each sequence's cache rows lie from 0 on in arrays of one capacity, a multiple
 * of `bucket`; the mask hides what is beyond its length.
 */
export class DeltaBatch {
  readonly lengths: number[];
  private capacity = 0;
  private caches: Record<string, Float32Array> = {};

  constructor(
    private readonly session: GraphSession,
    private readonly hp: HyperParameters,
    private readonly source: TensorRows,
    private readonly bucket: number,
    private readonly extra: Feeds = {},
    batch = 1,
  ) {
    this.lengths = Array<number>(batch).fill(0);
  }

  /** Feeds ids[b] to sequence b; outputs of `rows` of the flattened [B·S], S the longest of the lists. */
  async feed(ids: readonly (readonly number[])[], rows: readonly number[]): Promise<Outputs> {
    const { hp, lengths } = this;
    const size = Math.max(...ids.map((list) => list.length));
    const padded = ids.flatMap((list) => [...list, ...Array<number>(size - list.length).fill(0)]);
    const dims = [ids.length, hp.kvHeads, this.capacity, hp.headSize];
    const width = this.capacity + size;
    const mask = new Float32Array(ids.length * size * width);
    lengths.forEach((length, b) => mask.set(causalMask(length, this.capacity, size), b * size * width));
    const outputs = await this.session.run({
      inputs_embeds: f32([ids.length, size, hp.hidden], await embed(hp, this.source, padded)),
      positions: i64(
        [ids.length, size],
        lengths.flatMap((length) => Array.from({ length: size }, (_, s) => length + s)),
      ),
      mask: f32([ids.length, 1, size, width], mask),
      logit_rows: i64([rows.length], rows),
      ...Object.fromEntries(
        cacheNames(hp).map((name) => [`past_${name}`, f32(dims, this.caches[name] ?? new Float32Array(0))]),
      ),
      ...this.extra,
    });
    this.grow(Math.max(...ids.map((list, b) => (lengths[b] as number) + list.length)));
    for (const name of cacheNames(hp)) this.keep(name, floats(outputs[name]), size, ids);
    ids.forEach((list, b) => (lengths[b] = (lengths[b] as number) + list.length));
    return outputs;
  }

  private grow(length: number): void {
    const capacity = Math.ceil(length / this.bucket) * this.bucket;
    if (capacity <= this.capacity) return;
    const { headSize, kvHeads } = this.hp;
    const blocks = this.lengths.length * kvHeads;
    for (const name of cacheNames(this.hp)) {
      const wider = new Float32Array(blocks * capacity * headSize);
      const old = this.capacity * headSize;
      for (let i = 0; i < blocks; i++)
        wider.set(this.caches[name]?.subarray(i * old, (i + 1) * old) ?? [], i * capacity * headSize);
      this.caches[name] = wider;
    }
    this.capacity = capacity;
  }

  private keep(name: string, fresh: Float32Array, size: number, ids: readonly (readonly number[])[]): void {
    const { headSize, kvHeads } = this.hp;
    const cache = this.caches[name] as Float32Array;
    ids.forEach((list, b) => {
      for (let h = b * kvHeads; h < (b + 1) * kvHeads; h++) {
        const rows = fresh.subarray(h * size * headSize, (h * size + list.length) * headSize);
        cache.set(rows, (h * this.capacity + (this.lengths[b] as number)) * headSize);
      }
    });
  }
}

function cacheNames(hp: HyperParameters): string[] {
  return Array.from({ length: hp.layers }, (_, i) => [`k.${i}`, `v.${i}`]).flat();
}

/** [count, capacity + count]: 0 where row s may look, −1e9 on unused cache and on later new rows. */
function causalMask(length: number, capacity: number, count: number): Float32Array {
  const width = capacity + count;
  const mask = new Float32Array(count * width).fill(-1e9);
  for (let s = 0; s < count; s++) {
    mask.fill(0, s * width, s * width + length);
    mask.fill(0, s * width + capacity, s * width + capacity + s + 1);
  }
  return mask;
}

/** One matrix row quantised to blocks and read back as MatMulNBits reads them. */
export function blockRoundTrip(row: Float32Array, bits: 8 | 4): Float32Array {
  const count = Math.ceil(row.length / 32);
  const out = { blocks: new Uint8Array((count * 32 * bits) / 8), scales: new Float32Array(count) };
  quantiseRow(out, 0, row, 0, row.length, bits);
  return row.map((_, i) => {
    const byte = out.blocks[bits === 8 ? i : i >> 1] as number;
    const code = bits === 8 ? byte - 128 : (i % 2 === 0 ? byte & 15 : byte >> 4) - 8;
    return code * (out.scales[Math.floor(i / 32)] as number);
  });
}

/** Caches of a 'static' graph: [batch, KV, capacity, HD] zeros, or the present of a run as the next past. */
export function staticPast(hp: HyperParameters, batch: number, capacity: number, present?: Outputs): Feeds {
  const dims = [batch, hp.kvHeads, capacity, hp.headSize];
  const feeds: Record<string, HostTensor> = {};
  for (let i = 0; i < hp.layers; i++)
    for (const side of ['k', 'v'] as const) {
      const data = present
        ? floats(present[`present_${side}.${i}`])
        : new Float32Array(dims.reduce((a, b) => a * b, 1));
      feeds[`past_${side}.${i}`] = f32(dims, data);
    }
  return feeds;
}

/** Feeds for new rows `ids[b]` of sequences that are `lengths[b]` long already; logits of every row. */
export async function staticFeeds(
  hp: HyperParameters,
  source: TensorRows,
  ids: readonly (readonly number[])[],
  lengths: readonly number[],
  past: Feeds,
): Promise<Feeds> {
  const batch = ids.length;
  const size = (ids[0] as readonly number[]).length;
  return {
    inputs_embeds: f32([batch, size, hp.hidden], await embed(hp, source, ids.flat())),
    seqlens_k: i32(
      [batch],
      lengths.map((length) => length + size - 1),
    ),
    total_sequence_length: i32([1], [Math.max(...lengths) + size]),
    logit_rows: i64(
      [batch * size],
      Array.from({ length: batch * size }, (_, i) => i),
    ),
    ...past,
  };
}
