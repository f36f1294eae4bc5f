/**
 * Which graph a model gets on the GPU, whether it fits the device's limits, and about what memory it takes. It must not
 * import onnxruntime: whoever only asks loads this file.
 */
import { buildDecoder } from '#engine/graph/decoder.ts';
import type { DecoderGraph } from '#engine/graph/decoder.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { weightBytes } from '#engine/graph/weights.ts';
import type { Need } from '#engine/model-report.ts';
import { findAdapter } from '#engine/gpu-device.ts';
import { LONG_RUN } from './webgpu-self-test.ts';

type Limits = Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>;

/** Above this many bytes of float32 weights the matrices are stored in 8-bit blocks. */
const FLOAT_WEIGHTS = 64 << 20;
/** Of onnxruntime's GroupQueryAttention on WebGPU. */
const HEAD_MULTIPLE = 16;

/** @param asked default: by size. */
export function chooseGraph(hp: HyperParameters, positions: number, asked?: 'float32' | 'q8'): DecoderGraph {
  const whole = buildDecoder(hp, { kv: 'static', hidden: true, positions, weights: 'float32' });
  const weights = asked ?? (weightBytes(whole, hp) > FLOAT_WEIGHTS ? 'q8' : 'float32');
  return weights === 'float32' ? whole : buildDecoder(hp, { kv: 'static', hidden: true, positions, weights });
}

/**
 * Heads must suit the attention operator; one matrix and one set of logits must fit a binding of the device.
 * Null where they do, else why not, as a clause.
 */
export function lackOfFit(
  limits: Limits,
  { weights, variant }: DecoderGraph,
  hp: HyperParameters,
): string | null {
  if (hp.headSize % HEAD_MULTIPLE !== 0)
    return `the model has heads of ${hp.headSize}, and here they must be multiples of ${HEAD_MULTIPLE}`;
  const bytes = variant.weights === 'q8' ? 1 : 4;
  const matrices = weights.map((plan) => (plan.kind === 'matrix' ? plan.rows * plan.columns * bytes : 0));
  const largest = Math.max(hp.vocab * LONG_RUN * 4, ...matrices);
  const limit = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  if (largest <= limit) return null;
  const mib = (size: number): string => `${Math.round(size / 2 ** 20)} MiB`;
  return `the model needs ${mib(largest)} in one piece and the GPU takes ${mib(limit)}`;
}

/** Weights and one set of logits stay on the GPU; while they are loaded, the weights lie in the page's memory too. */
export async function needOnGpu(hp: HyperParameters, context: number): Promise<Need> {
  const graph = chooseGraph(hp, Math.min(hp.context, context));
  const weights = weightBytes(graph, hp);
  const kept = weights + hp.vocab * LONG_RUN * 4;
  const limits = (await findAdapter().catch(() => null))?.limits;
  const lack = limits === undefined ? null : lackOfFit(limits, graph, hp);
  return { lack, doubt: null, keptBytes: kept, peakBytes: kept + weights };
}
