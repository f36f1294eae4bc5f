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
export const i64 = (dims: readonly number[], numbers: readonly number[]): HostTensor => ({
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
export function fromBase64(text: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
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

export async function embed(
  hp: HyperParameters,
  source: TensorRows,
  ids: readonly number[],
): Promise<Float32Array> {
  const out = new Float32Array(ids.length * hp.hidden);
  for (const [i, id] of ids.entries()) out.set(await source.rows(EMBEDDING_TENSOR, id, 1), i * hp.hidden);
  return out;
}

/** One sequence on a 'delta' graph, its rows in plain arrays, padded to `bucket` rows at each run. */
export class DeltaSequence {
  length = 0;
  private readonly kept: Float32Array[][] = [];

  constructor(
    private readonly session: GraphSession,
    private readonly hp: HyperParameters,
    private readonly source: TensorRows,
    private readonly bucket: number,
    private readonly extra: Feeds = {},
  ) {}

  /** Feeds `ids`; outputs of the rows named (default: all). */
  async feed(ids: readonly number[], rows: readonly number[] = ids.map((_, i) => i)): Promise<Outputs> {
    const capacity = Math.ceil(this.length / this.bucket) * this.bucket;
    const outputs = await this.session.run({
      inputs_embeds: f32([1, ids.length, this.hp.hidden], await embed(this.hp, this.source, ids)),
      positions: i64(
        [1, ids.length],
        ids.map((_, i) => this.length + i),
      ),
      mask: f32([1, 1, ids.length, capacity + ids.length], causalMask(this.length, capacity, ids.length)),
      logit_rows: i64([rows.length], rows),
      ...this.past(capacity),
      ...this.extra,
    });
    this.keep(outputs, ids.length);
    return outputs;
  }

  private past(capacity: number): Feeds {
    const { kvHeads, headSize, layers } = this.hp;
    const feeds: Record<string, HostTensor> = {};
    for (let i = 0; i < layers; i++)
      for (const side of ['k', 'v'] as const) {
        const out = new Float32Array(kvHeads * capacity * headSize);
        this.rowsOf(i, side).forEach((row, p) => {
          for (let h = 0; h < kvHeads; h++)
            out.set(row.subarray(h * headSize, (h + 1) * headSize), (h * capacity + p) * headSize);
        });
        feeds[`past_${side}.${i}`] = f32([1, kvHeads, capacity, headSize], out);
      }
    return feeds;
  }

  private rowsOf(layer: number, side: 'k' | 'v'): Float32Array[] {
    return (this.kept[layer * 2 + (side === 'k' ? 0 : 1)] ??= []);
  }

  private keep(outputs: Outputs, count: number): void {
    const { kvHeads, headSize, layers } = this.hp;
    for (let i = 0; i < layers; i++)
      for (const side of ['k', 'v'] as const) {
        const data = floats(outputs[`${side}.${i}`]);
        for (let s = 0; s < count; s++) {
          const row = new Float32Array(kvHeads * headSize);
          for (let h = 0; h < kvHeads; h++)
            row.set(data.subarray((h * count + s) * headSize, (h * count + s + 1) * headSize), h * headSize);
          this.rowsOf(i, side).push(row);
        }
      }
    this.length += count;
  }
}

/** [count, capacity + count]: 0 where row s may look, −1e9 on unused cache and on later new rows. */
export function causalMask(length: number, capacity: number, count: number): Float32Array {
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
