/** What train.test.ts and losses.test.ts read out of the dumps of training_model.py, and how they compare. */
import { expect } from 'vitest';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { layoutOf } from '#train/parameters.ts';
import type { Family, FlatParameters } from '#train/parameters.ts';

export interface Listed {
  readonly dims: readonly number[];
  readonly data: readonly number[];
}
export type ListedByName = Readonly<Record<string, Listed>>;
export type TinySizes = Pick<
  HyperParameters,
  'layers' | 'hidden' | 'heads' | 'kvHeads' | 'headSize' | 'feedForward' | 'vocab'
>;
/** Largest relative error that counts as equal to PyTorch in float64. */
export const LIMIT = 1e-5;

export function tinyLlama(sizes: TinySizes, context: number): HyperParameters {
  return {
    architecture: 'llama',
    context,
    normEpsilon: 1e-5,
    ropeTheta: 10000,
    ropeScaling: null,
    tied: true,
    qkvBias: false,
    qkNorm: false,
    ...sizes,
  };
}

export function flatParameters(model: HyperParameters, from: ListedByName): FlatParameters {
  const { slots } = layoutOf(model);
  const family = (wanted: Family) =>
    Float32Array.from(
      slots.filter((slot) => slot.family === wanted).flatMap(({ name }) => [...listedOf(from, name).data]),
    );
  return { matrices: family('matrices'), vectors: family('vectors') };
}

/** Every tensor of `got` by its name against the dump. */
export function expectTensors(model: HyperParameters, got: FlatParameters, want: ListedByName): void {
  for (const { name, family, offset, size } of layoutOf(model).slots)
    expect(
      relativeError(got[family].subarray(offset, offset + size), listedOf(want, name).data),
      name,
    ).toBeLessThan(LIMIT);
}

/** Largest difference over largest magnitude. */
export function relativeError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  expect(got.length).toBe(want.length);
  let [difference, size] = [0, 0];
  for (let i = 0; i < want.length; i++) {
    difference = Math.max(difference, Math.abs((got[i] as number) - (want[i] as number)));
    size = Math.max(size, Math.abs(want[i] as number));
  }
  return difference / size;
}

function listedOf(from: ListedByName, name: string): Listed {
  const found = from[name];
  if (found === undefined) throw new Error(`The dump lacks ${name}.`);
  return found;
}
