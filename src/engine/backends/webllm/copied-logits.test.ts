import { describe, expect, it } from 'vitest';
import { CopiedLogits } from './copied-logits.ts';
import type { Internals } from './internals.ts';
import type { TvmTensor } from './tvm-objects.ts';

const STRIDE = 4;
/** Three rows of three tokens; what pads them would win. */
const VALUES = Float32Array.of(0, 1, 2, 99, 5, 3, 4, 99, 1, 9, 8, 99);

/** As much of the runtime as is asked for: what is copied is there only after the GPU was waited for. */
function runtime() {
  const freed: string[] = [];
  let synced = false;
  const copy = {
    copyFrom: () => copy,
    toArray: () => (synced ? VALUES : new Float32Array(VALUES.length)),
    dispose: () => void freed.push('copy'),
  };
  const tvm = { empty: () => copy, cpu: () => 'cpu', detachFromCurrentScope: <T>(made: T) => made };
  const device = { sync: () => Promise.resolve(void (synced = true)) };
  return { freed, parts: { tvm, device, fullVocabSize: STRIDE } as unknown as Internals };
}
const logits = { shape: [1, 3, STRIDE], dtype: 'float32' } as unknown as TvmTensor;

describe('CopiedLogits', () => {
  it('reads the rows asked for, over the real vocabulary, and frees its copy', async () => {
    const { freed, parts } = runtime();
    const asked = { targets: [2, undefined], want: { topK: 1, logits: true } };
    const rows = await new CopiedLogits(parts, 3).read(logits, 1, asked);
    expect(rows.map(({ top }) => top[0]?.id)).toEqual([0, 1]);
    expect(rows.map((row) => [...(row.logits ?? [])])).toEqual([
      [5, 3, 4],
      [1, 9, 8],
    ]);
    expect(rows.map(({ target }) => target?.rank)).toEqual([2, undefined]);
    expect(freed).toEqual(['copy']);
  });
});
