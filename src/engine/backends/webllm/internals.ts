/**
 * What is reached of web-llm 0.2.86 below its declared interface: the pipeline of a loaded model, TVM's functions for its
 * paged cache, the GPU device. Everything is looked up by name once, before anything is built on it, and a name that is
 * missing is told as a reason; these names move between releases, so the version is pinned.
 */

import { at, hasFunctions, isObject } from './tvm-objects.ts';
import type { TvmFunction, TvmObject, TvmTensor } from './tvm-objects.ts';

interface Tvm {
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
interface Pipeline {
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
/** web-llm's own lock of a loaded model, which its raw calls do not take by themselves. */
export interface RuntimeLock {
  acquire(): Promise<void>;
  release(): Promise<void>;
}
/** Where web-llm gathers its commands for the GPU, and by what it finds a tensor's buffer. */
export interface GpuContext {
  /** Gives what is gathered to the device's queue. */
  flushCommands(): void;
  gpuBufferFromPtr(pointer: number): GPUBuffer;
}
export interface Internals extends Pipeline {
  readonly gpu: GPUDevice;
  /** Null where a name of it is missing: logits are then read on the CPU. */
  readonly gpuContext: GpuContext | null;
  readonly lock: RuntimeLock;
  /** Functions of the library: vm.getFunction. */
  readonly model: Readonly<Record<'embed' | 'prefill' | 'decode', TvmFunction>>;
  /** Rows of every position at once; null where the library has no such function. */
  readonly verify: TvmFunction | null;
  readonly createCache: TvmFunction;
  /** Functions of the runtime over a paged cache. */
  readonly cache: Readonly<Record<CacheFunction, TvmFunction>>;
}

const CACHE_FUNCTIONS = {
  add: 'vm.builtin.kv_state_add_sequence',
  remove: 'vm.builtin.kv_state_remove_sequence',
  fork: 'vm.builtin.kv_state_fork_sequence',
  pop: 'vm.builtin.kv_state_popn',
  begin: 'vm.builtin.kv_state_begin_forward',
  end: 'vm.builtin.kv_state_end_forward',
} as const;
type CacheFunction = keyof typeof CACHE_FUNCTIONS;

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

export type Reached =
  | { readonly ok: true; readonly internals: Internals }
  | { readonly ok: false; readonly missing: readonly string[] };

/** `engine`: web-llm's MLCEngine, with the model `id` loaded. */
export function reachInternals(engine: object, id: string): Reached {
  const pipelines: unknown = Reflect.get(engine, 'loadedModelIdToPipeline');
  const pipeline: unknown = pipelines instanceof Map ? pipelines.get(id) : undefined;
  const missing = missingOf(pipeline);
  if (!isPipeline(pipeline)) return { ok: false, missing };
  const { tvm, vm } = pipeline;
  const context = at(at(tvm, 'lib'), 'webGPUContext');
  const gpu = at(context, 'device');
  if (!isGpuDevice(gpu)) missing.push('tvm.lib.webGPUContext.device');
  const locks: unknown = Reflect.get(engine, 'loadedModelIdToLock');
  const lock: unknown = locks instanceof Map ? locks.get(id) : undefined;
  if (!isLock(lock)) missing.push('loadedModelIdToLock');
  tvm.beginScope();
  const find = (look: (name: string) => TvmFunction, name: string): TvmFunction | null => {
    try {
      return tvm.detachFromCurrentScope(look(name));
    } catch {
      return null;
    }
  };
  const need = (look: (name: string) => TvmFunction, name: string): TvmFunction => {
    const found = find(look, name);
    if (found === null) missing.push(name);
    return found ?? ABSENT;
  };
  const ofModel = (name: string): TvmFunction => vm.getFunction(name);
  const ofRuntime = (name: string): TvmFunction => tvm.getGlobalFunc(name);
  const internals = {
    model: {
      embed: need(ofModel, 'embed'),
      prefill: need(ofModel, 'prefill'),
      decode: need(ofModel, 'decode'),
    },
    verify: find(ofModel, 'batch_verify'),
    createCache: need(ofModel, 'create_tir_paged_kv_cache'),
    cache: {
      add: need(ofRuntime, CACHE_FUNCTIONS.add),
      remove: need(ofRuntime, CACHE_FUNCTIONS.remove),
      fork: need(ofRuntime, CACHE_FUNCTIONS.fork),
      pop: need(ofRuntime, CACHE_FUNCTIONS.pop),
      begin: need(ofRuntime, CACHE_FUNCTIONS.begin),
      end: need(ofRuntime, CACHE_FUNCTIONS.end),
    },
  };
  tvm.endScope();
  if (missing.length > 0 || !isGpuDevice(gpu) || !isLock(lock)) return { ok: false, missing };
  const found = { ...internals, gpu, lock, gpuContext: isGpuContext(context) ? context : null };
  return { ok: true, internals: new Reachable(pipeline, found) };
}

type Found = Omit<Internals, keyof Pipeline>;

/** The pipeline stays web-llm's: what is set here is set there, so that unloading frees it. */
class Reachable implements Internals {
  readonly gpu: GPUDevice;
  readonly gpuContext: GpuContext | null;
  readonly lock: RuntimeLock;
  readonly model: Internals['model'];
  readonly verify: TvmFunction | null;
  readonly createCache: TvmFunction;
  readonly cache: Internals['cache'];

  constructor(
    private readonly pipeline: Pipeline,
    found: Found,
  ) {
    this.gpu = found.gpu;
    this.gpuContext = found.gpuContext;
    this.lock = found.lock;
    this.model = found.model;
    this.verify = found.verify;
    this.createCache = found.createCache;
    this.cache = found.cache;
  }
  get tvm(): Tvm {
    return this.pipeline.tvm;
  }
  get vm(): Pipeline['vm'] {
    return this.pipeline.vm;
  }
  get device(): Pipeline['device'] {
    return this.pipeline.device;
  }
  get params(): TvmObject {
    return this.pipeline.params;
  }
  get kvCache(): TvmObject {
    return this.pipeline.kvCache;
  }
  set kvCache(cache: TvmObject) {
    this.pipeline.kvCache = cache;
  }
  get prefillChunkSize(): number {
    return this.pipeline.prefillChunkSize;
  }
  get contextWindowSize(): number {
    return this.pipeline.contextWindowSize;
  }
  get fullVocabSize(): number {
    return this.pipeline.fullVocabSize;
  }
}

/** Stands where a function is missing until that is told. */
const ABSENT: TvmFunction = Object.assign(() => undefined, { dispose: () => undefined });

function missingOf(pipeline: unknown): string[] {
  if (!isObject(pipeline)) return ['loadedModelIdToPipeline'];
  const functions = Object.entries(FUNCTIONS).flatMap(([holder, names]) =>
    names
      .filter((name) => typeof at(at(pipeline, holder), name) !== 'function')
      .map((name) => `${holder}.${name}`),
  );
  return [...functions, ...NUMBERS.filter((name) => typeof at(pipeline, name) !== 'number')];
}

function isPipeline(value: unknown): value is Pipeline {
  return missingOf(value).length === 0;
}

function isGpuDevice(value: unknown): value is GPUDevice {
  return at(value, 'lost') instanceof Promise && typeof at(value, 'addEventListener') === 'function';
}

function isLock(value: unknown): value is RuntimeLock {
  return hasFunctions(value, ['acquire', 'release']);
}

function isGpuContext(value: unknown): value is GpuContext {
  return hasFunctions(value, ['flushCommands', 'gpuBufferFromPtr']);
}
