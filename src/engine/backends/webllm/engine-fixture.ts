/** Shaped like web-llm 0.2.86 with a model loaded, as far as it is reached: everything is there, nothing is computed. */

export const OF_MODEL = ['embed', 'prefill', 'decode', 'create_tir_paged_kv_cache'];
export const OF_RUNTIME = [
  'add_sequence',
  'remove_sequence',
  'fork_sequence',
  'popn',
  'begin_forward',
  'end_forward',
].map((name) => `vm.builtin.kv_state_${name}`);

/** Of the vocabulary, padding included. */
export const STRIDE = 509;
const nothing = (): undefined => undefined;

/** Holds zeros, wherever it lies. */
export function paperTensor(shape: readonly number[] = [1]) {
  const tensor = {
    ...{ shape, dtype: 'float32', byteOffset: 0, getDataPtr: () => 1, dispose: nothing },
    view: (other: readonly number[]): object => paperTensor(other),
    copyFrom: (): object => tensor,
    toArray: () => new Float32Array(shape.reduce((size, n) => size * n, 1)),
  };
  return tensor;
}

/** Any function of the runtime; of a model's, what it gives holds logits. */
export const paperFunction = Object.assign(
  () => ({ ...paperTensor([1, 1, STRIDE]), get: () => paperTensor([1, 1, STRIDE]) }),
  { dispose: nothing },
);

/** A device that takes every command. `lose` is what the browser does, `refuse` too. */
export function paperDevice() {
  let lose: (info: GPUDeviceLostInfo) => void = nothing;
  const refusals: ((event: object) => void)[] = [];
  const device = {
    lost: new Promise<GPUDeviceLostInfo>((resolve) => (lose = resolve)),
    addEventListener: (_: string, listener: (event: object) => void) => refusals.push(listener),
    adapterInfo: { vendor: 'paper', architecture: '', description: '' },
    createShaderModule: (): object => ({}),
    createComputePipelineAsync: (): Promise<object> => Promise.resolve({}),
    createBuffer: () => ({ destroy: nothing }),
    pushErrorScope: nothing,
    popErrorScope: () => Promise.resolve(null),
  };
  return {
    device,
    lose: (reason: GPUDeviceLostReason) => lose({ reason, message: 'gone' } as GPUDeviceLostInfo),
    refuse: (message: string) => refusals.forEach((tell) => tell({ error: { message } })),
  };
}

export interface PaperEngineParts {
  /** Functions that there are. */
  readonly names?: readonly string[];
  readonly device?: object;
  readonly tensor?: (shape: readonly number[]) => object;
  /** One of those functions. */
  readonly named?: (name: string) => typeof paperFunction;
}
export function paperEngine({
  names = [...OF_MODEL, ...OF_RUNTIME],
  device: gpu = paperDevice().device,
  tensor = paperTensor,
  named = () => paperFunction,
}: PaperEngineParts = {}) {
  const known = new Set(names);
  const find = (name: string): typeof paperFunction => {
    if (!known.has(name)) throw new Error(`no ${name}`);
    return named(name);
  };
  const tvm = {
    ...{ beginScope: nothing, endScope: nothing, empty: tensor, cpu: nothing },
    ...{ makeShapeTuple: nothing, scalar: nothing },
    detachFromCurrentScope: (object: unknown) => object,
    getGlobalFunc: find,
    lib: { webGPUContext: { device: gpu, flushCommands: nothing, gpuBufferFromPtr: nothing } },
  };
  const pipeline = {
    ...{ tvm, vm: { getFunction: find }, device: { sync: () => Promise.resolve() } },
    ...{ params: { dispose: nothing }, kvCache: { dispose: nothing } },
    ...{ prefillChunkSize: 128, contextWindowSize: 512, fullVocabSize: STRIDE },
  };
  const lock = { acquire: () => Promise.resolve(), release: () => Promise.resolve() };
  return {
    loadedModelIdToPipeline: new Map([['model', pipeline]]),
    loadedModelIdToLock: new Map([['model', lock]]),
    ...{ pipeline, gpu, lock },
  };
}
