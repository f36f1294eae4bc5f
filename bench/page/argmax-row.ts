/** The least that greedy decoding needs of a row of logits: what our engine does with statistics off. */
import type { Row } from '#engine/decoder-backend.ts';

const NOT_COMPUTED = {
  lse: Number.NaN,
  max: Number.NaN,
  meanLogit: Number.NaN,
  entropy: Number.NaN,
  varentropy: Number.NaN,
  sumSquares: Number.NaN,
  margin: Number.NaN,
  selfCertainty: Number.NaN,
};

export function argmaxRow(logits: Float32Array): Row {
  let id = 0;
  for (let i = 1; i < logits.length; i++) if ((logits[i] as number) > (logits[id] as number)) id = i;
  return { ...NOT_COMPUTED, top: [{ id, logprob: Number.NaN }] };
}
