/**
 * web-llm loaded, lost and loaded again on a real device: two models in turn on one library, a device that is gone while
 * it rests and in the middle of a prompt, memory that is refused, and a release whose internals are not where they were.
 */
import type { MLCEngine } from '@mlc-ai/web-llm';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Tokens } from '#core/ids.ts';
import { backendOver } from '#engine/backends/webllm/backend-over.ts';
import { fetchLibrary } from '#engine/backends/webllm/library.ts';
import { MODEL, loadWebLlm } from '#engine/backends/webllm/load-engine.ts';
import { mlcParameters } from '#engine/backends/webllm/mlc-parameters.ts';
import { LogitTap } from '#engine/backends/webllm/public-backend.ts';
import { stageModel } from '#engine/backends/webllm/staged-model.ts';
import { bytesPerToken } from '#engine/cache/kv-block.ts';
import { createEngine } from '#engine/engine.ts';
import { openEngine } from '#engine/open.ts';
import type { OpenedModel } from '#engine/open-model.ts';
import type { Engine, Next } from '#engine/types.ts';
import { codeOf, expectNear, one } from './contract-subject.ts';
import { FOLDER, TOLERANCE, openOrganism, openWebLlm } from './webllm-fixture.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const ASKED: readonly Tokens[] = [
  Array.from({ length: 20 }, (_, i) => (i * 7) % 240),
  Array.from({ length: 9 }, (_, i) => (i * 5 + 3) % 240),
];
const answers = (engine: Engine): Promise<Next[]> => Promise.all(ASKED.map((tokens) => one(engine, tokens)));
/** Three chunks. */
const LONG = Array.from({ length: 300 }, (_, i) => (i * 13) % 200);

/** Devices that the page was given since the last test, the newest last. */
const devices: GPUDevice[] = [];
const request = GPUAdapter.prototype.requestDevice;
vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (
  this: GPUAdapter,
  descriptor,
) {
  const device = await request.call(this, descriptor);
  devices.push(device);
  return device;
});
afterEach(() => void devices.splice(0));

/** web-llm itself with the model loaded. */
async function loaded(model: OpenedModel, tap: LogitTap): Promise<MLCEngine> {
  const { vocab, context } = model.hp;
  const parameters = await mlcParameters(model);
  const library = await fetchLibrary(FOLDER, model.hp);
  const staged = await stageModel({ library, parameters, vocab, context });
  return loadWebLlm(staged, tap).finally(() => staged.remove());
}
const partsOf = (model: OpenedModel, positions = model.hp.context) => ({
  ...{ reason: 'web-llm, as chosen,', precision: 'test', cacheBytes: 16 << 20, positions, weightBytes: 0 },
  ...{ vocabSize: model.facts.vocabSize, bytesPerToken: bytesPerToken(model.hp), declaredOnly: null },
});

describe('web-llm, loaded more than once', () => {
  let wait: { model: OpenedModel; right: readonly Next[] };
  let clean: typeof wait;

  beforeAll(async () => {
    const known = async (name: 'wait' | 'clean') => {
      const model = await openOrganism(name);
      const target = { backend: 'onnx-wasm', threads: 1 } as const;
      const engine = await openEngine({ source: model.file.source, target });
      const right = await answers(engine);
      await engine.dispose();
      return { model, right };
    };
    wait = await known('wait');
    clean = await known('clean');
  });
  async function expectRight(engine: Engine, { right }: typeof wait): Promise<void> {
    (await answers(engine)).forEach((row, i) => expectNear(row, right[i] as Next, TOLERANCE));
  }

  test('gives each of two models in turn its own numbers, the same after the other one', async () => {
    const logitsOf = async (engine: Engine) => (await answers(engine)).map(({ logits }) => logits);
    const first = await openWebLlm(wait.model);
    await expectRight(first, wait);
    const before = await logitsOf(first);
    await first.dispose();

    const second = await openWebLlm(clean.model);
    await expectRight(second, clean);
    const between = await logitsOf(second);
    await second.dispose();
    for (const [i, row] of between.entries()) expect(furthest(row, before[i])).toBeGreaterThan(0.5);

    const again = await openWebLlm(wait.model);
    expect(await logitsOf(again)).toEqual(before);
    await loseInMidPrompt(again);
  });

  /** What web-llm destroys it has found too small: so is what is said of it. */
  async function loseInMidPrompt(engine: Engine): Promise<void> {
    const before = engine.cost().passes;
    const asked = engine.next([LONG]);
    const told = expect(asked).rejects.toMatchObject({ code: 'out-of-memory' });
    while (engine.cost().passes === before) await new Promise((resolve) => setTimeout(resolve, 0));
    devices.at(-1)?.destroy();
    await told;
    expect(engine.cost().computedTokens).toBeLessThan(LONG.length);
    await engine.dispose();
  }

  test('says at the load that memory was refused', async () => {
    const tap = new LogitTap();
    const engine = await loaded(wait.model, tap);
    const device = devices.at(-1) as GPUDevice;
    // Twice as many tokens are in the cache, and a layer's rows of them are more than the device gives in one piece.
    const perLayer = bytesPerToken(wait.model.hp) / wait.model.hp.layers;
    const positions = Math.ceil(device.limits.maxBufferSize / perLayer / 2);
    await expect(backendOver(engine, tap, partsOf(wait.model, positions))).rejects.toMatchObject({
      code: 'out-of-memory',
    });
    expect((await device.lost).reason).toBe('destroyed');
  });

  test('tells the loss of a device at rest to whatever is asked then, and works when it is loaded again', async () => {
    const lost = await openWebLlm(clean.model);
    await expectRight(lost, clean);
    devices.at(-1)?.destroy();
    await devices.at(-1)?.lost;
    expect(await codeOf(lost.next([[1, 2]]))).toBe('out-of-memory');
    expect(await codeOf(lost.score([1, 2, 3], 1))).toBe('out-of-memory');
    await lost.dispose();

    const tap = new LogitTap();
    const hidden = withoutGet(await loaded(clean.model, tap));
    const backend = await backendOver(hidden, tap, partsOf(clean.model));
    expect(backend.reason).toContain('on its declared interface. Going back reads again');
    expect(backend.reason).toContain('no result.get.');
    const engine = createEngine({ backend, ...clean.model });
    expect(engine.info.lacks).toEqual(['hidden', 'rewind']);
    await expectRight(engine, clean);
    await engine.dispose();
  });
});

function furthest(a: Float32Array = new Float32Array(0), b: Float32Array = a): number {
  return a.reduce((most, z, i) => Math.max(most, Math.abs(z - (b[i] ?? NaN))), 0);
}

interface Pipeline {
  readonly vm: { getFunction(name: string): Call };
  readonly tvm: { detachFromCurrentScope(object: object): object };
}
type Call = (...given: unknown[]) => { dispose(): void };
function pipelineOf(engine: MLCEngine): Pipeline {
  const found = (Reflect.get(engine, 'loadedModelIdToPipeline') as Map<string, Pipeline>).get(MODEL);
  if (found === undefined) throw new Error('web-llm keeps its pipeline elsewhere.');
  return found;
}

/** As a release would be whose functions give their results in another way. */
function withoutGet(engine: MLCEngine): MLCEngine {
  const { vm, tvm } = pipelineOf(engine);
  const [find, detach] = [vm.getFunction.bind(vm), tvm.detachFromCurrentScope.bind(tvm)];
  const changed = new Set<object>();
  vm.getFunction = (name) => {
    const found = find(name);
    if (name === 'prefill' || name === 'decode') changed.add(found);
    return found;
  };
  const call: ProxyHandler<Call> = {
    apply: (target, _, given) => {
      const result = target(...(given as unknown[]));
      return { dispose: () => result.dispose() };
    },
  };
  tvm.detachFromCurrentScope = (object) => {
    const own = detach(object);
    return changed.has(own) ? new Proxy(own as Call, call) : own;
  };
  return engine;
}
