/**
 * Statistics of rows of logits that lie on the GPU: the shader sums, one small buffer comes back, the rest is finished
 * here in float64. Formulas are those of scoring/row-statistics.ts. Per row 64 bytes and 8 for each candidate (at least
 * two) are read back, and 4 for each token of the vocabulary if the logits themselves are wanted.
 */
import { AppError } from '#core/app-error.ts';
import type { TokenId } from '#core/ids.ts';
import type { Row } from '#engine/decoder-backend.ts';
import type { Want } from '#engine/types.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import { NO_TARGET, ROW_HEAD, STATISTICS_SHADER, WORD } from './gpu-statistics.wgsl.ts';

export interface RowsToRead {
  /** Rows [R, stride] of float32. */
  readonly logits: GPUBuffer;
  /** Floats of the buffer before the first row; default 0. */
  readonly start?: number;
  readonly targets: readonly (TokenId | undefined)[];
  readonly want: Want;
}
export interface RowShape {
  /** Floats from one row to the next. */
  readonly stride: number;
  /** Real vocabulary: what lies beyond it in a row is not looked at. */
  readonly vocabSize: number;
  /** Most rows in one call. */
  readonly rows: number;
}
const MOST_CANDIDATES = 64;
/** The second largest gives the margin. */
const LEAST_CANDIDATES = 2;
const MAP_READ_COPY_DST = 0x01 | 0x08;

export class StatisticsPass {
  /** Bytes that have come back from the GPU since creation. */
  bytesRead = 0;

  private constructor(
    private readonly gpu: GpuDevice,
    private readonly shape: RowShape,
    private readonly pipeline: GPUComputePipeline,
    private readonly question: GPUBuffer,
    private readonly answers: GPUBuffer,
  ) {}

  /** Rejects 'internal' when the shader is refused, 'out-of-memory', 'device-lost'. */
  static async create(gpu: GpuDevice, shape: RowShape): Promise<StatisticsPass> {
    const { device } = gpu;
    const compiled = pipelines.get(device) ?? compile(device);
    pipelines.set(device, compiled);
    const pipeline = await gpu.guard(compiled);
    const most = shape.rows * wordsPerRow(MOST_CANDIDATES) * 4;
    const [question, answers] = await gpu.allocate([16 + 4 * shape.rows, most]);
    return new StatisticsPass(gpu, shape, pipeline, question as GPUBuffer, answers as GPUBuffer);
  }

  /** Commands are given at once, in the order of calls; the rows come when the GPU is done. */
  read(asked: RowsToRead): Promise<Row[]> {
    const { targets, want } = asked;
    const { vocabSize } = this.shape;
    const rows = targets.length;
    const candidates = Math.max(LEAST_CANDIDATES, want.topK ?? 0);
    const answerBytes = rows * wordsPerRow(candidates) * 4;
    const logitBytes = want.logits ? rows * vocabSize * 4 : 0;
    const { device } = this.gpu;
    const staging = device.createBuffer({ size: answerBytes + logitBytes, usage: MAP_READ_COPY_DST });
    const encoder = device.createCommandEncoder();
    this.encode(encoder, asked, candidates);
    encoder.copyBufferToBuffer(this.answers, 0, staging, 0, answerBytes);
    if (want.logits) this.copyLogits(encoder, asked, staging, answerBytes);
    device.queue.submit([encoder.finish()]);
    this.bytesRead += answerBytes + logitBytes;
    return this.finish(staging, answerBytes, targets, want, candidates);
  }

  dispose(): void {
    this.question.destroy();
    this.answers.destroy();
  }

  private encode(
    encoder: GPUCommandEncoder,
    { logits, start = 0, targets }: RowsToRead,
    candidates: number,
  ): void {
    const { device } = this.gpu;
    const { stride, vocabSize } = this.shape;
    const ids = targets.map((id) => id ?? NO_TARGET);
    device.queue.writeBuffer(this.question, 0, Uint32Array.of(stride, vocabSize, candidates, start, ...ids));
    const buffers = [logits, this.question, this.answers];
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout: this.pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(targets.length);
    pass.end();
  }

  private copyLogits(
    encoder: GPUCommandEncoder,
    { logits, start = 0, targets }: RowsToRead,
    to: GPUBuffer,
    offset: number,
  ): void {
    const { stride, vocabSize } = this.shape;
    for (let r = 0; r < targets.length; r++) {
      const from = (start + r * stride) * 4;
      encoder.copyBufferToBuffer(logits, from, to, offset + r * vocabSize * 4, vocabSize * 4);
    }
  }

  private async finish(
    staging: GPUBuffer,
    answerBytes: number,
    targets: RowsToRead['targets'],
    want: Want,
    candidates: number,
  ): Promise<Row[]> {
    const { vocabSize } = this.shape;
    try {
      await this.gpu.guard(staging.mapAsync(0x01));
      const bytes = staging.getMappedRange().slice(0);
      const words = new DataView(bytes);
      return targets.map((target, r) => {
        const row = readAnswer(words, r * wordsPerRow(candidates) * 4, vocabSize, want.topK ?? 0, target);
        if (!want.logits) return row;
        return { ...row, logits: new Float32Array(bytes, answerBytes + r * vocabSize * 4, vocabSize) };
      });
    } finally {
      staging.destroy();
    }
  }
}

/** Compiling takes seconds where there is no real GPU. */
const pipelines = new WeakMap<GPUDevice, Promise<GPUComputePipeline>>();

function compile(device: GPUDevice): Promise<GPUComputePipeline> {
  const module = device.createShaderModule({ code: STATISTICS_SHADER });
  return device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
}

const wordsPerRow = (candidates: number): number => ROW_HEAD + 2 * candidates;

function readAnswer(
  view: DataView,
  offset: number,
  vocabSize: number,
  topK: number,
  target: TokenId | undefined,
): Row {
  const float = (word: number): number => view.getFloat32(offset + 4 * word, true);
  const count = (word: number): number => view.getUint32(offset + 4 * word, true);
  const flags = count(WORD.flags);
  const max = float(WORD.max);
  if (flags & 1 || !Number.isFinite(max)) throw notFinite();
  const atMax = count(WORD.atMax);
  const rest = float(WORD.rest);
  const mass = atMax + rest;
  const logMass = Math.log1p(atMax - 1 + rest);
  const lse = max + logMass;
  const meanLogit = flags & 2 ? -Infinity : float(WORD.mean);
  const mean = float(WORD.first) / mass;
  const candidate = (i: number): { id: TokenId; z: number } => ({
    id: count(ROW_HEAD + 2 * i),
    z: float(ROW_HEAD + 2 * i + 1),
  });
  const second = vocabSize > 1 ? candidate(1).z : -Infinity;
  return {
    ...{ lse, max, meanLogit },
    entropy: Math.max(0, logMass - mean),
    varentropy: (atMax * mean * mean + float(WORD.spread)) / mass,
    sumSquares: (atMax + float(WORD.squares)) / (mass * mass),
    margin: (1 - Math.exp(second - max)) / mass,
    selfCertainty: Math.max(0, lse - meanLogit - Math.log(vocabSize)),
    top: Array.from({ length: Math.min(topK, vocabSize) }, (_, i) => {
      const { id, z } = candidate(i);
      return { id, logprob: z - lse };
    }),
    ...(target === undefined
      ? {}
      : { target: { id: target, logprob: float(WORD.target) - lse, rank: count(WORD.rank) } }),
  };
}

function notFinite(): AppError {
  return new AppError(
    'internal',
    'The model gave numbers that are not finite. Reload it; if that does not help, choose another file or backend.',
  );
}
