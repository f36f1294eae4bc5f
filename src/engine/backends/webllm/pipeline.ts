/** The pipeline that web-llm keeps of a loaded model: the parts of it that are used, and which of them are missing. */
import { at, hasFunctions, isObject, missingOfTensor } from './tvm-objects.ts';
import type { TvmFunction, TvmObject, TvmTensor } from './tvm-objects.ts';

export interface Tvm {
  /** Whatever is made between begin and end and not detached is freed at the end. */
  beginScope(): void;
  endScope(): void;
  detachFromCurrentScope<T>(object: T): T;
  empty(shape: readonly number[], dtype: string, device: unknown): TvmTensor;
  cpu(): unknown;
  makeShapeTuple(shape: readonly number[]): unknown;
  scalar(value: number, dtype: string): unknown;
  getGlobalFunc(name: string): TvmFunction;
}
export interface Pipeline {
  readonly tvm: Tvm;
  readonly vm: { getFunction(name: string): TvmFunction };
  readonly device: { sync(): Promise<void> };
  /** The model's parameters, as its functions take them. */
  readonly params: TvmObject;
  kvCache: TvmObject;
  readonly prefillChunkSize: number;
  readonly contextWindowSize: number;
  readonly fullVocabSize: number;
}
/** Where web-llm gathers its commands for the GPU, and by what it finds a tensor's buffer. */
export interface GpuContext {
  /** Gives what is gathered to the device's queue. */
  flushCommands(): void;
  gpuBufferFromPtr(pointer: number): GPUBuffer;
}

/** By the object that must have them. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  tvm: [
    'beginScope',
    'endScope',
    'detachFromCurrentScope',
    'empty',
    'cpu',
    'makeShapeTuple',
    'scalar',
    'getGlobalFunc',
  ],
  vm: ['getFunction'],
  device: ['sync'],
  params: ['dispose'],
  kvCache: ['dispose'],
};
const NUMBERS = ['prefillChunkSize', 'contextWindowSize', 'fullVocabSize'] as const;

export function missingOfPipeline(pipeline: unknown): string[] {
  if (!isObject(pipeline)) return ['loadedModelIdToPipeline'];
  const functions = Object.entries(FUNCTIONS).flatMap(([holder, names]) =>
    names
      .filter((name) => typeof at(at(pipeline, holder), name) !== 'function')
      .map((name) => `${holder}.${name}`),
  );
  return [...functions, ...NUMBERS.filter((name) => typeof at(pipeline, name) !== 'number')];
}

export function isPipeline(value: unknown): value is Pipeline {
  return missingOfPipeline(value).length === 0;
}

/** Tensors have no names to be looked up by: one is made, within a scope of the caller's. */
export function missingOfTensors(tvm: Tvm): string[] {
  try {
    return missingOfTensor(tvm.empty([1], 'float32', tvm.cpu())).map((name) => `tensor.${name}`);
  } catch {
    return ['tvm.empty'];
  }
}

/** Null where it is kept elsewhere. */
export function gpuDeviceOf(pipeline: unknown): GPUDevice | null {
  const device = at(contextOf(pipeline), 'device');
  return isGpuDevice(device) ? device : null;
}

/** Null where a name of it is missing. */
export function gpuContextOf(pipeline: unknown): GpuContext | null {
  const context = contextOf(pipeline);
  return isGpuContext(context) ? context : null;
}

function contextOf(pipeline: unknown): unknown {
  return at(at(at(pipeline, 'tvm'), 'lib'), 'webGPUContext');
}
function isGpuDevice(value: unknown): value is GPUDevice {
  return at(value, 'lost') instanceof Promise && typeof at(value, 'addEventListener') === 'function';
}
function isGpuContext(value: unknown): value is GpuContext {
  return hasFunctions(value, ['flushCommands', 'gpuBufferFromPtr']);
}
