/**
 * Tables of rotary position embedding (Su et al. 2021): cos and sin of p · θ^(−2j/HD) / f_j, [positions, HD/2], where
 * f_j are the frequency factors of Llama-3 scaling (GGUF rope_freqs.weight), 1 without. Every step is rounded to
 * float32 as PyTorch does it: models were trained on those values, and at p = 8,000 exact angles differ by 5e-4.
 */
import type { HyperParameters } from './hyper-parameters.ts';

function inverseFrequencies(hp: HyperParameters): Float32Array {
  const factors = hp.ropeScaling?.factors;
  return Float32Array.from({ length: hp.headSize / 2 }, (_, j) => {
    const power = Math.fround(hp.ropeTheta ** Math.fround((2 * j) / hp.headSize));
    return Math.fround(1 / power) / (factors?.[j] ?? 1);
  });
}

export function ropeTables(hp: HyperParameters, positions: number): { cos: Float32Array; sin: Float32Array } {
  const frequencies = inverseFrequencies(hp);
  const half = frequencies.length;
  const cos = new Float32Array(positions * half);
  const sin = new Float32Array(positions * half);
  for (let p = 0; p < positions; p++)
    for (let j = 0; j < half; j++) {
      const angle = Math.fround(p * (frequencies[j] as number));
      cos[p * half + j] = Math.cos(angle);
      sin[p * half + j] = Math.sin(angle);
    }
  return { cos, sin };
}
