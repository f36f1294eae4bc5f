import { describe, expect, it } from 'vitest';
import { OF_MODEL, OF_RUNTIME, paperEngine, paperFunction, paperTensor } from './engine-fixture.ts';
import { reachDevice, reachInternals } from './internals.ts';

const missingOf = (found: ReturnType<typeof reachInternals>) => (found.ok ? [] : found.missing);

describe('reachInternals', () => {
  it('finds everything, and says whether all rows come in one pass', () => {
    const whole = paperEngine();
    const found = reachInternals(whole, 'model');
    expect(found.ok && found.internals.gpu).toBe(whole.gpu);
    expect(found.ok && found.internals.lock).toBe(whole.lock);
    expect(found.ok && found.internals.gpuContext).not.toBe(null);
    expect(found.ok && found.internals.verify).toBe(null);
    const more = reachInternals(
      paperEngine({ names: [...OF_MODEL, ...OF_RUNTIME, 'batch_verify'] }),
      'model',
    );
    expect(more.ok && more.internals.verify).toBe(paperFunction);
  });

  it('sets the cache where web-llm frees it', () => {
    const whole = paperEngine();
    const found = reachInternals(whole, 'model');
    const cache = { dispose: () => undefined };
    if (found.ok) found.internals.kvCache = cache;
    expect(whole.pipeline.kvCache).toBe(cache);
  });

  it('names each function that is not there', () => {
    const all = [...OF_MODEL, ...OF_RUNTIME];
    for (const name of all) {
      const rest = all.filter((other) => other !== name);
      expect(missingOf(reachInternals(paperEngine({ names: rest }), 'model'))).toEqual([name]);
    }
  });

  it('names each property that is not there', () => {
    for (const name of ['tvm', 'vm', 'device', 'params', 'kvCache', 'prefillChunkSize', 'fullVocabSize']) {
      const broken = paperEngine();
      Reflect.deleteProperty(broken.pipeline, name);
      expect(missingOf(reachInternals(broken, 'model')).join()).toContain(name);
    }
    const lost = paperEngine();
    Reflect.deleteProperty(lost.pipeline.tvm, 'lib');
    expect(missingOf(reachInternals(lost, 'model'))).toEqual(['tvm.lib.webGPUContext.device']);
    const free = paperEngine();
    free.loadedModelIdToLock.clear();
    expect(missingOf(reachInternals(free, 'model'))).toEqual(['loadedModelIdToLock']);
  });

  it('names each part of a tensor that is not there', () => {
    for (const name of ['view', 'copyFrom', 'toArray', 'dispose', 'shape', 'dtype']) {
      const tensor = (): object => ({ ...paperTensor(), [name]: undefined });
      expect(missingOf(reachInternals(paperEngine({ tensor }), 'model'))).toEqual([`tensor.${name}`]);
    }
    const none = (): never => {
      throw new Error('makes none');
    };
    expect(missingOf(reachInternals(paperEngine({ tensor: none }), 'model'))).toEqual(['tvm.empty']);
  });

  it('needs no way to the buffer of a tensor: its logits are then read on the CPU', () => {
    const tensor = (): object => ({ ...paperTensor(), getDataPtr: undefined });
    expect(reachInternals(paperEngine({ tensor }), 'model').ok).toBe(true);
  });

  it('finds the device alone where other names are missing', () => {
    const whole = paperEngine({ names: [] });
    Reflect.deleteProperty(whole.pipeline, 'kvCache');
    expect(reachDevice(whole, 'model')).toBe(whole.gpu);
    Reflect.deleteProperty(whole.pipeline.tvm, 'lib');
    expect(reachDevice(whole, 'model')).toBeNull();
    expect(reachDevice({}, 'model')).toBeNull();
  });

  it('says so where no model is loaded or the engine keeps it elsewhere', () => {
    expect(missingOf(reachInternals({}, 'model'))).toEqual(['loadedModelIdToPipeline']);
    expect(missingOf(reachInternals(paperEngine(), 'another'))).toEqual(['loadedModelIdToPipeline']);
  });
});
