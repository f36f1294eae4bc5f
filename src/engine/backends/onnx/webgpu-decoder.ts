/**
 * The 'static' decoder graph on a GPU device of our own: new tokens in, logits left on the GPU, key/value rows written
 * in place. Nothing but hidden states, when they are asked for, comes back.
 */
import * as ort from 'onnxruntime-web/webgpu';
import { AppError } from '#core/app-error.ts';
import type { TokenId, Tokens } from '#core/ids.ts';
import type { DecoderGraph } from '#engine/graph/decoder.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { encodeModel } from '#engine/graph/onnx-model.ts';
import type { EmbeddingRows } from './embedding-rows.ts';
import { exclusiveOf } from './exclusive.ts';
import { unavailable } from '#engine/gpu-device.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import type { KvBuffers } from './webgpu-kv.ts';

export interface Forward {
  readonly tokens: Tokens;
  /** tokens[start .. start + count) are new; rows of those before are in `kv`, which has room for all. */
  readonly start: number;
  readonly count: number;
  readonly kv: KvBuffers;
  /** Positions inside the new ones whose logits are wanted, in order; they become rows 0, 1, … of `logits`. */
  readonly rows: readonly number[];
  readonly hidden: boolean;
}
export interface DecoderParts {
  readonly gpu: GpuDevice;
  readonly hp: HyperParameters;
  readonly embeddings: EmbeddingRows;
  /** Most new tokens, and so most rows, in one call. */
  readonly rows: number;
  /** Folder of onnxruntime's files, same origin. */
  readonly base: string;
}

const exclusive = exclusiveOf(ort.InferenceSession);

export class StaticDecoder {
  /** Bytes of hidden states that have come back. */
  bytesRead = 0;

  private constructor(
    private readonly parts: DecoderParts,
    private readonly session: ort.InferenceSession,
    /** float32 [rows, vocab]. */
    readonly logits: GPUBuffer,
  ) {}

  /** `weights` are given up once the GPU has them. Rejects 'backend-unavailable' | 'out-of-memory' | 'device-lost'. */
  static async create(
    parts: DecoderParts,
    decoder: DecoderGraph,
    weights: Map<string, Uint8Array>,
  ): Promise<StaticDecoder> {
    const { gpu, hp, rows, base } = parts;
    // Absolute: Vite's dev server rewrites imports of root-relative paths.
    ort.env.wasm.wasmPaths = new URL(base, globalThis.location.href).href;
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.proxy = false;
    const options: ort.InferenceSession.SessionOptions = {
      executionProviders: [{ name: 'webgpu', device: gpu.device }],
      externalData: [...weights].map(([path, data]) => ({ path, data })),
      // With any output on the GPU onnxruntime binds inputs and outputs instead of copying them.
      preferredOutputLocation: { logits: 'gpu-buffer' },
    };
    const model = encodeModel(decoder.graph);
    const session = await onDevice(gpu, () =>
      ort.InferenceSession.create(model, options).catch((thrown: unknown) => {
        throw unavailable(`the model could not be prepared for the GPU (${wordsOf(thrown)})`);
      }),
    );
    weights.clear();
    const [logits] = await gpu.allocate([rows * hp.vocab * 4]);
    return new StaticDecoder(parts, session, logits as GPUBuffer);
  }

  /** Hidden states [layers + 1, hidden] of each row, if wanted. The logits are complete for commands given after it. */
  async run(forward: Forward): Promise<readonly Float32Array[]> {
    const { gpu, hp } = this.parts;
    const feeds = { ...this.inputs(forward), ...this.cache('past', forward.kv) };
    const rows = Math.max(1, forward.rows.length);
    const fetches: Record<string, ort.Tensor | null> = {
      logits: fromBuffer(this.logits, [rows, hp.vocab]),
      ...this.cache('present', forward.kv),
    };
    if (forward.hidden) for (let i = 0; i <= hp.layers; i++) fetches[`hidden.${i}`] = null;
    const outputs = await onDevice(gpu, () => this.session.run(feeds, fetches).catch(explain));
    return forward.hidden ? this.hiddenOf(outputs, forward.rows.length) : [];
  }

  async dispose(): Promise<void> {
    this.logits.destroy();
    await onDevice(this.parts.gpu, () => this.session.release());
  }

  private inputs({ tokens, start, count, rows }: Forward): Record<string, ort.Tensor> {
    const { hp, embeddings } = this.parts;
    const embeds = new Float32Array(count * hp.hidden);
    for (let i = 0; i < count; i++) embeddings.write(tokens[start + i] as TokenId, embeds, i * hp.hidden);
    // The graph always computes logits; a pass that wants none asks for one row and leaves it.
    const picked = BigInt64Array.from(rows.length === 0 ? [0] : rows, (row) =>
      BigInt(row - (rows.length && start)),
    );
    return {
      inputs_embeds: new ort.Tensor('float32', embeds, [1, count, hp.hidden]),
      logit_rows: new ort.Tensor('int64', picked, [picked.length]),
      seqlens_k: new ort.Tensor('int32', Int32Array.of(start + count - 1), [1]),
      total_sequence_length: new ort.Tensor('int32', Int32Array.of(start + count), [1]),
    };
  }

  private cache(when: 'past' | 'present', kv: KvBuffers): Record<string, ort.Tensor> {
    const tensors: Record<string, ort.Tensor> = {};
    for (let i = 0; i < this.parts.hp.layers; i++)
      for (const side of ['k', 'v'] as const)
        tensors[`${when}_${side}.${i}`] = fromBuffer(kv.of(side, i), kv.dims);
    return tensors;
  }

  private hiddenOf(outputs: Readonly<Record<string, ort.Tensor>>, rows: number): Float32Array[] {
    const { layers, hidden } = this.parts.hp;
    const states = Array.from({ length: layers + 1 }, (_, i) => outputs[`hidden.${i}`]?.data as Float32Array);
    this.bytesRead += states.reduce((bytes, { byteLength }) => bytes + byteLength, 0);
    return Array.from({ length: rows }, (_, r) => {
      const out = new Float32Array((layers + 1) * hidden);
      states.forEach((state, i) => out.set(state.subarray(r * hidden, (r + 1) * hidden), i * hidden));
      return out;
    });
  }
}

/** The guard lies inside the lock: a call that a lost device leaves unsettled must not keep others out. */
function onDevice<T>(gpu: GpuDevice, task: () => Promise<T>): Promise<T> {
  return exclusive(() => {
    gpu.check();
    return gpu.guard(task());
  });
}

function fromBuffer(buffer: GPUBuffer, dims: readonly number[]): ort.Tensor {
  return ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
}

function explain(thrown: unknown): never {
  throw new AppError(
    'internal',
    `The tensor runtime could not run the graph on the GPU: ${wordsOf(thrown)}. Load the model again; if that does not help, choose WebAssembly.`,
    {},
    { cause: thrown },
  );
}

const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
