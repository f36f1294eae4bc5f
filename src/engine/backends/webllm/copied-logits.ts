/** Logits come to the CPU in one copy, and statistics are counted there: works wherever web-llm does. */
import type { Row } from '#engine/decoder-backend.ts';
import { readRow } from '#engine/read-row.ts';
import type { Internals } from './internals.ts';
import type { AskedRows, LogitReader } from './logit-reader.ts';
import type { TvmTensor } from './tvm-objects.ts';

export class CopiedLogits implements LogitReader {
  /** @param vocabSize real vocabulary: what lies beyond it in a row is not looked at. */
  constructor(
    private readonly runtime: Pick<Internals, 'tvm' | 'device' | 'fullVocabSize'>,
    private readonly vocabSize: number,
  ) {}

  async read(logits: TvmTensor, first: number, asked: AskedRows): Promise<readonly Row[]> {
    const { tvm, device, fullVocabSize } = this.runtime;
    const empty = tvm.empty(logits.shape, logits.dtype, tvm.cpu());
    const copy = tvm.detachFromCurrentScope(empty.copyFrom(logits));
    await device.sync();
    const values = copy.toArray();
    copy.dispose();
    return countRows(values.subarray(first * fullVocabSize), fullVocabSize, this.vocabSize, asked);
  }
}

/** `values`: rows that lie `stride` apart. */
export function countRows(
  values: Float32Array,
  stride: number,
  vocabSize: number,
  { targets, want }: AskedRows,
): readonly Row[] {
  return targets.map((target, r) => readRow(values.slice(r * stride, r * stride + vocabSize), want, target));
}
