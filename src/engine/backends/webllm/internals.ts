/**
 * What is reached of web-llm 0.2.86 below its declared interface: the pipeline of a loaded model, TVM's functions for its
 * paged cache, the GPU device. Everything is looked up by name once, before anything is built on it, and a name that is
 * missing is told as a reason; these names move between releases, so the version is pinned.
 */
import { gpuContextOf, gpuDeviceOf, isPipeline, missingOfPipeline, missingOfTensors } from './pipeline.ts';
import type { GpuContext, Pipeline, Tvm } from './pipeline.ts';
import { hasFunctions } from './tvm-objects.ts';
import type { TvmFunction, TvmObject } from './tvm-objects.ts';

/** web-llm's own lock of a loaded model, which its raw calls do not take by themselves. */
export interface RuntimeLock {
  acquire(): Promise<void>;
  release(): Promise<void>;
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

export type Reached =
  | { readonly ok: true; readonly internals: Internals }
  | { readonly ok: false; readonly missing: readonly string[] };

/** `engine`: web-llm's MLCEngine, with the model `id` loaded. */
export function reachInternals(engine: object, id: string): Reached {
  const pipeline = keptUnder(engine, 'loadedModelIdToPipeline', id);
  const missing = missingOfPipeline(pipeline);
  if (!isPipeline(pipeline)) return { ok: false, missing };
  const gpu = gpuDeviceOf(pipeline);
  if (gpu === null) missing.push('tvm.lib.webGPUContext.device');
  const lock = keptUnder(engine, 'loadedModelIdToLock', id);
  if (!isLock(lock)) missing.push('loadedModelIdToLock');
  const { tvm } = pipeline;
  tvm.beginScope();
  missing.push(...missingOfTensors(tvm));
  const functions = findFunctions(pipeline, missing);
  tvm.endScope();
  if (missing.length > 0 || gpu === null || !isLock(lock)) return { ok: false, missing };
  const found = { ...functions, gpu, lock, gpuContext: gpuContextOf(pipeline) };
  return { ok: true, internals: new Reachable(pipeline, found) };
}

/** The device on which web-llm runs the model, wherever else its internals are; null where it is not to be found. */
export function reachDevice(engine: object, id: string): GPUDevice | null {
  return gpuDeviceOf(keptUnder(engine, 'loadedModelIdToPipeline', id));
}

function keptUnder(engine: object, name: string, id: string): unknown {
  const map: unknown = Reflect.get(engine, name);
  return map instanceof Map ? map.get(id) : undefined;
}

type Functions = Pick<Internals, 'model' | 'verify' | 'createCache' | 'cache'>;
/** Names that are not there go into `missing`. */
function findFunctions({ tvm, vm }: Pipeline, missing: string[]): Functions {
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
  const ofRuntime = (name: CacheFunction): TvmFunction =>
    need((full) => tvm.getGlobalFunc(full), CACHE_FUNCTIONS[name]);
  return {
    model: {
      embed: need(ofModel, 'embed'),
      prefill: need(ofModel, 'prefill'),
      decode: need(ofModel, 'decode'),
    },
    verify: find(ofModel, 'batch_verify'),
    createCache: need(ofModel, 'create_tir_paged_kv_cache'),
    cache: {
      add: ofRuntime('add'),
      remove: ofRuntime('remove'),
      fork: ofRuntime('fork'),
      pop: ofRuntime('pop'),
      begin: ofRuntime('begin'),
      end: ofRuntime('end'),
    },
  };
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

function isLock(value: unknown): value is RuntimeLock {
  return hasFunctions(value, ['acquire', 'release']);
}
