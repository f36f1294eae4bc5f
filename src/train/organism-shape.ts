/** The one shape that all organisms share (design: organism recipe): 1.44 M parameters, GGUF about 2.9 MB as F16. */
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';

/** Positions of a training row. Longer sequences were never trained on, so this is also the honest context. */
export const ROW_LENGTH = 256;

export function organismShape(vocab: number): HyperParameters {
  return {
    architecture: 'llama',
    layers: 8,
    hidden: 128,
    heads: 4,
    kvHeads: 2,
    headSize: 32,
    feedForward: 320,
    vocab,
    context: 512,
    normEpsilon: 1e-5,
    ropeTheta: 10000,
    ropeScaling: null,
    tied: true,
    qkvBias: false,
    qkNorm: false,
  };
}
