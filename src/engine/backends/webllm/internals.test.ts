import { describe, expect, it } from 'vitest';
import { reachInternals } from './internals.ts';

const freed = Object.assign(() => undefined, { dispose: () => undefined });
const functionNamed =
  (known: ReadonlySet<string>) =>
  (name: string): typeof freed => {
    if (!known.has(name)) throw new Error(`no ${name}`);
    return freed;
  };
const OF_MODEL = ['embed', 'prefill', 'decode', 'create_tir_paged_kv_cache'];
const OF_RUNTIME = [
  'add_sequence',
  'remove_sequence',
  'fork_sequence',
  'popn',
  'begin_forward',
  'end_forward',
].map((name) => `vm.builtin.kv_state_${name}`);

/** Shaped like the engine of web-llm 0.2.86 with a model loaded. */
function engine(names: readonly string[] = [...OF_MODEL, ...OF_RUNTIME]) {
  const known = new Set(names);
  const gpu = { lost: new Promise(() => undefined), addEventListener: () => undefined };
  const nothing = (): undefined => undefined;
  const tvm = {
    ...{ beginScope: nothing, endScope: nothing, empty: nothing, cpu: nothing },
    ...{ makeShapeTuple: nothing, scalar: nothing },
    detachFromCurrentScope: (object: unknown) => object,
    getGlobalFunc: functionNamed(known),
    lib: { webGPUContext: { device: gpu, flushCommands: nothing, gpuBufferFromPtr: nothing } },
  };
  const pipeline = {
    ...{ tvm, vm: { getFunction: functionNamed(known) }, device: { sync: nothing } },
    ...{ params: { dispose: nothing }, kvCache: { dispose: nothing } },
    ...{ prefillChunkSize: 128, contextWindowSize: 512, fullVocabSize: 509 },
  };
  const lock = { acquire: nothing, release: nothing };
  const loadedModelIdToLock = new Map([['model', lock]]);
  return {
    loadedModelIdToPipeline: new Map([['model', pipeline]]),
    loadedModelIdToLock,
    pipeline,
    gpu,
    lock,
  };
}
const missingOf = (found: ReturnType<typeof reachInternals>) => (found.ok ? [] : found.missing);

describe('reachInternals', () => {
  it('finds everything, and says whether all rows come in one pass', () => {
    const whole = engine();
    const found = reachInternals(whole, 'model');
    expect(found.ok && found.internals.gpu).toBe(whole.gpu);
    expect(found.ok && found.internals.lock).toBe(whole.lock);
    expect(found.ok && found.internals.gpuContext).not.toBe(null);
    expect(found.ok && found.internals.verify).toBe(null);
    const more = reachInternals(engine([...OF_MODEL, ...OF_RUNTIME, 'batch_verify']), 'model');
    expect(more.ok && more.internals.verify).toBe(freed);
  });

  it('sets the cache where web-llm frees it', () => {
    const whole = engine();
    const found = reachInternals(whole, 'model');
    const cache = { dispose: () => undefined };
    if (found.ok) found.internals.kvCache = cache;
    expect(whole.pipeline.kvCache).toBe(cache);
  });

  it('names each function that is not there', () => {
    const all = [...OF_MODEL, ...OF_RUNTIME];
    for (const name of all) {
      const rest = all.filter((other) => other !== name);
      expect(missingOf(reachInternals(engine(rest), 'model'))).toEqual([name]);
    }
  });

  it('names each property that is not there', () => {
    for (const name of ['tvm', 'vm', 'device', 'params', 'kvCache', 'prefillChunkSize', 'fullVocabSize']) {
      const broken = engine();
      Reflect.deleteProperty(broken.pipeline, name);
      expect(missingOf(reachInternals(broken, 'model')).join()).toContain(name);
    }
    const lost = engine();
    Reflect.deleteProperty(lost.pipeline.tvm, 'lib');
    expect(missingOf(reachInternals(lost, 'model'))).toEqual(['tvm.lib.webGPUContext.device']);
    const free = engine();
    free.loadedModelIdToLock.clear();
    expect(missingOf(reachInternals(free, 'model'))).toEqual(['loadedModelIdToLock']);
  });

  it('says so where no model is loaded or the engine keeps it elsewhere', () => {
    expect(missingOf(reachInternals({}, 'model'))).toEqual(['loadedModelIdToPipeline']);
    expect(missingOf(reachInternals(engine(), 'another'))).toEqual(['loadedModelIdToPipeline']);
  });
});
