/**
 * What a model takes on WebAssembly. It must not import onnxruntime: whoever only asks loads this file. Measured for
 * SmolLM2-135M (README, Memory): 538 MB of float32 weights take 1.4 GB at the peak and keep 1.1 GB, since onnxruntime
 * packs its own copy of them; other models are taken to behave alike.
 */
import { buildDecoder } from '#engine/graph/decoder.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { weightBytes } from '#engine/graph/weights.ts';
import type { Need } from '#engine/model-report.ts';

const KEPT = 1100 / 538;
const PEAK = 1400 / 538;
/** A 32-bit heap. */
const HEAP = 2 ** 32;
/** The heap holds activations and the fed cache as well. */
const MOST_WEIGHTS = 3 * 2 ** 30;

/** Null where weights of so many bytes can be tried. Two sentences: what is too much, and what to do. */
export function lackOfRoom(bytes: number): string | null {
  if (bytes <= MOST_WEIGHTS) return null;
  const gigabytes = (bytes / 2 ** 30).toFixed(1);
  return `This model needs ${gigabytes} GiB as 32-bit numbers; WebAssembly can hold about 3. Choose a model of up to 0.7 billion parameters, or a browser with WebGPU.`;
}

/** @param memory of this machine, bytes; null where the browser does not say. */
export function needOnWasm(hp: HyperParameters, context: number, memory: number | null): Need {
  const positions = Math.min(hp.context, context);
  const weights = weightBytes(buildDecoder(hp, { kv: 'delta', hidden: true, positions }), hp);
  const [keptBytes, peakBytes] = [weights * KEPT, weights * PEAK];
  const lack = lackOfRoom(weights);
  return { lack, doubt: lack === null ? doubtOf(keptBytes, peakBytes, memory) : null, keptBytes, peakBytes };
}

function doubtOf(keptBytes: number, peakBytes: number, memory: number | null): string | null {
  if (keptBytes > HEAP) return 'it may not fit the 4 GiB that WebAssembly can address';
  if (memory !== null && peakBytes > memory) return 'it may not fit the memory of this machine';
  return null;
}
