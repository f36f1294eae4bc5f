/**
 * Statistics of logits where they are, on the GPU device that web-llm owns: a few hundred bytes a row come back instead of
 * the whole row. What web-llm has gathered is given to the queue first, so that our pass reads what its pass has written.
 */
import { AppError } from '#core/app-error.ts';
import type { Row } from '#engine/decoder-backend.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import { StatisticsPass } from '#engine/gpu-statistics.ts';
import { countRows } from './copied-logits.ts';
import type { Internals } from './internals.ts';
import type { AskedRows, LogitReader } from './logit-reader.ts';
import type { GpuContext } from './pipeline.ts';
import { isPlaced } from './tvm-objects.ts';
import type { TvmTensor } from './tvm-objects.ts';

export class GpuLogits implements LogitReader {
  private constructor(
    private readonly context: GpuContext,
    private readonly statistics: StatisticsPass,
    private readonly stride: number,
  ) {}

  /**
   * Null where web-llm's buffers cannot be reached, or where what comes back for known numbers is not what the CPU counts.
   * `rows`: most of one call. Its buffers end with the device. Rejects 'device-lost' | 'out-of-memory', and whatever else
   * the device or web-llm throws at the try.
   */
  static async open(
    internals: Internals,
    gpu: GpuDevice,
    { vocabSize, rows }: { readonly vocabSize: number; readonly rows: number },
  ): Promise<GpuLogits | null> {
    const { gpuContext, fullVocabSize: stride } = internals;
    if (gpuContext === null) return null;
    const statistics = await StatisticsPass.create(gpu, { stride, vocabSize, rows });
    const reader = new GpuLogits(gpuContext, statistics, stride);
    return (await countsRight(reader, internals, vocabSize)) ? reader : null;
  }

  read(logits: TvmTensor, first: number, asked: AskedRows): Promise<readonly Row[]> {
    if (!isPlaced(logits)) throw unplaced();
    this.context.flushCommands();
    const buffer = this.context.gpuBufferFromPtr(logits.getDataPtr());
    const start = logits.byteOffset / Float32Array.BYTES_PER_ELEMENT + first * this.stride;
    return this.statistics.read({ logits: buffer, start, ...asked });
  }
}

function unplaced(): AppError {
  return new AppError(
    'backend-unavailable',
    'web-llm does not say where its logits lie. Choose WebGPU or WebAssembly as engine.',
  );
}

const TOLERANCE = 1e-3;

/** Two rows, of which the second is read: a wrong buffer, place or order would show. */
async function countsRight(
  reader: LogitReader,
  { tvm, device, fullVocabSize }: Internals,
  vocabSize: number,
): Promise<boolean> {
  const values = Float32Array.from({ length: 2 * fullVocabSize }, (_, i) => 8 * Math.sin(i * i + 1));
  const asked = { targets: [vocabSize - 1], want: { topK: 2 } };
  const [right] = countRows(values.subarray(fullVocabSize), fullVocabSize, vocabSize, asked);
  tvm.beginScope();
  let found: Promise<readonly Row[]>;
  try {
    const tensor = tvm.empty([2, fullVocabSize], 'float32', device).copyFrom(values);
    found = reader.read(tensor, 1, asked);
  } finally {
    tvm.endScope();
  }
  const [row] = await found;
  return row !== undefined && right !== undefined && isNear(row, right);
}

function isNear(a: Row, b: Row): boolean {
  const near = (x = NaN, y = NaN): boolean => Math.abs(x - y) < TOLERANCE;
  return (
    near(a.lse, b.lse) &&
    near(a.entropy, b.entropy) &&
    near(a.target?.logprob, b.target?.logprob) &&
    a.top.every(({ id }, i) => id === b.top[i]?.id)
  );
}
