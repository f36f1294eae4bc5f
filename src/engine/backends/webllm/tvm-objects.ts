/** Objects of TVM's runtime as web-llm hands them out, and how to tell that something is one. */

/** Freed by hand. */
export interface TvmObject {
  dispose(): void;
}
export interface TvmTensor extends TvmObject {
  readonly shape: readonly number[];
  readonly dtype: string;
  view(shape: readonly number[]): TvmTensor;
  copyFrom(source: TvmTensor | Int32Array | Float32Array): TvmTensor;
  /** Of a tensor on the CPU; a copy. */
  toArray(): Float32Array;
}
/** A tensor that says where it lies. */
export interface PlacedTensor extends TvmTensor {
  /** Of its first element from the start of its storage. */
  readonly byteOffset: number;
  /** Its storage; of a tensor on the GPU a number by which web-llm finds the buffer. */
  getDataPtr(): number;
}
export type TvmFunction = TvmObject & ((...args: readonly unknown[]) => unknown);

export function at(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

export function hasFunctions(value: unknown, names: readonly string[]): boolean {
  return names.every((name) => typeof at(value, name) === 'function');
}

const OF_TENSOR = ['view', 'copyFrom', 'toArray', 'dispose'] as const;

export function missingOfTensor(value: unknown): string[] {
  return [
    ...OF_TENSOR.filter((name) => typeof at(value, name) !== 'function'),
    ...(Array.isArray(at(value, 'shape')) ? [] : ['shape']),
    ...(typeof at(value, 'dtype') === 'string' ? [] : ['dtype']),
  ];
}

export function isTensor(value: unknown): value is TvmTensor {
  return missingOfTensor(value).length === 0;
}

export function isPlaced(tensor: TvmTensor): tensor is PlacedTensor {
  return hasFunctions(tensor, ['getDataPtr']) && typeof at(tensor, 'byteOffset') === 'number';
}

/** First element of what a model function returns, (logits, cache); undefined where it cannot be asked for. */
export function firstOf(value: unknown): unknown {
  const get = at(value, 'get');
  return typeof get === 'function' ? Reflect.apply(get, value, [0]) : undefined;
}
