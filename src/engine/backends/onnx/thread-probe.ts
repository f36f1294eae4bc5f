/**
 * Do more threads help on this machine, now? Sweeps a buffer larger than the caches, alone and beside helpers that do
 * the same: matrix-vector products, the bulk of decoding, are bound by exactly that. A busy machine shows a gain near 1.
 * onnxruntime fixes its thread count when its wasm starts, so it cannot be asked itself.
 */
const FLOATS = 1 << 21;
const MILLISECONDS = 40;

/** Sweeps done in the time. */
export function sweep(): number {
  const data = new Float32Array(FLOATS).fill(1);
  let sum = 0;
  let sweeps = 0;
  const end = performance.now() + MILLISECONDS;
  while (performance.now() < end) {
    for (let i = 0; i < FLOATS; i += 4)
      sum +=
        (data[i] as number) + (data[i + 1] as number) * 3 + (data[i + 2] as number) + (data[i + 3] as number);
    sweeps++;
  }
  // The sum is used, so that the loop is not optimised away.
  return sum > 0 ? sweeps : 0;
}

/** Work done by `threads` threads together, relative to one alone. */
export async function measureGain(threads: number): Promise<number> {
  sweep();
  const alone = sweep();
  const helpers = Array.from(
    { length: threads - 1 },
    () => new Worker(new URL('./thread-probe-worker.ts', import.meta.url), { type: 'module' }),
  );
  try {
    await Promise.all(helpers.map(answerOf));
    const others = helpers.map((helper) => {
      helper.postMessage(null);
      return answerOf(helper);
    });
    const mine = sweep();
    const sum = (await Promise.all(others)).reduce((total, sweeps) => total + sweeps, mine);
    return sum / Math.max(1, alone);
  } finally {
    for (const helper of helpers) helper.terminate();
  }
}

function answerOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
    worker.onerror = () => reject(new Error('The probe worker could not start.'));
  });
}
