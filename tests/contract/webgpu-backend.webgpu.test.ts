/**
 * The WebGPU backend against the wasm engine on tiny random decoders of each architecture: logits, statistics, greedy
 * text, forks and ways back, bytes read back, a lost device. One device for all: each own one would compile every
 * shader again. The last test destroys it.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TokenId, Tokens } from '#core/ids.ts';
import { createRng } from '#core/rng.ts';
import { openWebGpuBackend } from '#engine/backends/onnx/webgpu-backend.ts';
import type { WebGpuBackend } from '#engine/backends/onnx/webgpu-decoder-backend.ts';
import { isSoftware, lackOfWebGpu, openDevice } from '#engine/gpu-device.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import { createEngine } from '#engine/engine.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openEngine } from '#engine/open.ts';
import { openModel } from '#engine/open-model.ts';
import type { Engine, Next } from '#engine/types.ts';
import { TINY, tinyModel } from './tiny-model.ts';
import type { TinyVariant } from './tiny-model.ts';

const TOLERANCE = 1e-3;
/** SwiftShader compiles a shader in seconds, on a busy machine in many. */
const SHADERS_MS = 180_000;
const FULL = { topK: 8, logits: true } as const;
const HEAD_SIZE = 16;
/** STORAGE | COPY_SRC | COPY_DST; onnxruntime's own buffers have other flags as well. */
const OUR_STORAGE = 0x8c;

let gpu: GpuDevice;
/** While a session lives on the device, onnxruntime keeps the shaders it has compiled there. */
let keeper: Engine;
beforeAll(async () => {
  gpu = await openDevice();
  keeper = (await openGpu({})).engine;
}, SHADERS_MS);
afterAll(async () => {
  await keeper.dispose();
  gpu.close();
});
afterEach(() => vi.restoreAllMocks());

async function openGpu(
  variant: TinyVariant,
  weights?: 'q8',
): Promise<{ engine: Engine; backend: WebGpuBackend }> {
  const model = await openModel(fromBytes(tinyModel(3, { headSize: HEAD_SIZE, ...variant })));
  const sizes = { reason: 'WebGPU', cacheBytes: 256 << 20, context: 8192 };
  const backend = await openWebGpuBackend(model, { gpu, ...sizes, ...(weights ? { weights } : {}) });
  return { engine: createEngine({ backend, ...model, answerBytes: 0 }), backend };
}
function openWasm(variant: TinyVariant): Promise<Engine> {
  const source = fromBytes(tinyModel(3, { headSize: HEAD_SIZE, ...variant }));
  return openEngine({ source, target: { backend: 'onnx-wasm', threads: 1 }, answerBytes: 0 });
}
const rng = createRng(11);
const random = (length: number): TokenId[] => Array.from({ length }, () => rng.int(TINY.vocabSize));
const ask = async (engine: Engine, tokens: Tokens): Promise<Next> =>
  (await engine.next([tokens], FULL))[0] as Next;

function expectNear(found: Next, expected: Next, tolerance = TOLERANCE): void {
  const worst = expected.logits?.reduce(
    (most, z, i) => Math.max(most, Math.abs(z - (found.logits?.[i] ?? NaN))),
    0,
  );
  expect(worst).toBeLessThan(tolerance);
  for (const key of [
    'lse',
    'max',
    'meanLogit',
    'entropy',
    'varentropy',
    'sumSquares',
    'margin',
    'selfCertainty',
  ] as const)
    expect(Math.abs(found[key] - expected[key]), key).toBeLessThan(
      tolerance * Math.max(1, Math.abs(expected[key])),
    );
}
async function greedy(engine: Engine, prompt: Tokens, steps: number): Promise<TokenId[]> {
  const tokens = [...prompt];
  for (let i = 0; i < steps; i++) {
    const [next] = await engine.next([tokens], { topK: 1 });
    tokens.push(next?.top[0]?.id as TokenId);
  }
  return tokens.slice(prompt.length);
}

describe.each(['llama', 'qwen2', 'qwen3'] as const)('%s on WebGPU', (architecture) => {
  let wasm: Engine;
  let engine: Engine;
  let backend: WebGpuBackend;
  beforeAll(async () => {
    wasm = await openWasm({ architecture });
    ({ engine, backend } = await openGpu({ architecture }));
  }, SHADERS_MS);
  afterAll(async () => {
    await engine.dispose();
    await wasm.dispose();
  });

  it('gives the logits and statistics of WebAssembly, for short and long prompts', async () => {
    for (const length of [1, 2, 17, 63, 64, 65, 200, TINY.context]) {
      const tokens = random(length);
      expectNear(await ask(engine, tokens), await ask(wasm, tokens));
    }
  });

  it('scores as WebAssembly does, with ranks', async () => {
    const tokens = random(90);
    const [found, expected] = [await engine.score(tokens, 1, FULL), await wasm.score(tokens, 1, FULL)];
    expect(found).toHaveLength(89);
    found.forEach((row, i) => {
      const other = expected[i] as (typeof expected)[number];
      expectNear(row, other);
      expect(row.id).toBe(other.id);
      expect(Math.abs(row.logprob - other.logprob)).toBeLessThan(TOLERANCE);
      // Neighbours closer than the tolerance may change places.
      expect(Math.abs(row.rank - other.rank)).toBeLessThanOrEqual(1);
    });
  });

  it('writes the same text greedily', async () => {
    for (let i = 0; i < 3; i++) {
      const prompt = random(9);
      expect(await greedy(engine, prompt, 30)).toEqual(await greedy(wasm, prompt, 30));
    }
  });

  it('is changed neither by forks nor by going back', async () => {
    const trunk = random(80);
    await ask(engine, trunk);
    const branches = [10, 40, 79].map((at) => [...trunk.slice(0, at), ...random(5)]);
    for (const branch of branches) expectNear(await ask(engine, branch), await ask(wasm, branch));
    for (const tokens of [trunk.slice(0, 30), trunk.slice(0, 79), trunk, [...trunk, 1]])
      expectNear(await ask(engine, tokens), await ask(wasm, tokens));
    expect(backend.cachedLength([...trunk, 1])).toBe(81);
    for (const branch of branches) expect(backend.cachedLength(branch)).toBe(branch.length);
  });

  it('gives hidden states of every layer, as WebAssembly does', async () => {
    const want = { ...FULL, hidden: true };
    const tokens = random(20);
    const [found] = await engine.next([tokens], want);
    const [expected] = await wasm.next([tokens], want);
    expect(found?.hidden).toHaveLength((TINY.layers + 1) * TINY.hidden);
    found?.hidden?.forEach((x, i) =>
      expect(Math.abs(x - (expected?.hidden?.[i] ?? NaN))).toBeLessThan(TOLERANCE),
    );
  });
});

describe('the WebGPU backend', () => {
  it('reads back at most 1 kB a token, key/value rows never, logits only when asked', async () => {
    const { engine, backend } = await openGpu({});
    let mapped = 0;
    const map = GPUBuffer.prototype.mapAsync;
    vi.spyOn(GPUBuffer.prototype, 'mapAsync').mockImplementation(function (this: GPUBuffer, mode, ...rest) {
      if (mode === GPUMapMode.READ) mapped += this.size;
      return map.call(this, mode, ...rest);
    });
    const cost = async (task: () => Promise<unknown>): Promise<{ counted: number; real: number }> => {
      const before = [backend.bytesRead, mapped] as const;
      await task();
      return { counted: backend.bytesRead - before[0], real: mapped - before[1] };
    };
    const prompt = random(150);
    const prefill = await cost(() => engine.next([prompt], { topK: 64 }));
    expect(prefill).toEqual({ counted: 64 + 8 * 64, real: 64 + 8 * 64 });
    const token = await cost(() => engine.next([[...prompt, 1]], { topK: 64 }));
    expect(token.counted).toBe(576);
    expect(token.real).toBeLessThanOrEqual(1024);
    const fork = await cost(() => engine.next([[...prompt.slice(0, 100), 2]]));
    expect(fork).toEqual({ counted: 80, real: 80 });
    const scored = await cost(() => engine.score(random(41), 1, { topK: 20 }));
    expect(scored.real / 40).toBeLessThanOrEqual(1024);
    const logits = await cost(() => engine.next([[...prompt, 1, 2]], { logits: true }));
    expect(logits).toEqual({ counted: 80 + 4 * TINY.vocabSize, real: 80 + 4 * TINY.vocabSize });
    await engine.dispose();
  });

  it('stores larger models in 8-bit blocks, says so, and stays near float32', async () => {
    const { engine, backend } = await openGpu({}, 'q8');
    const wasm = await openWasm({});
    expect(backend.precision).toBe('8-bit weights, float32 arithmetic');
    const { weightBytes } = engine.memory();
    expect(weightBytes).toBeLessThan(wasm.memory().weightBytes);
    for (const tokens of [random(5), random(100)]) {
      const [found, exact] = [await ask(engine, tokens), await ask(wasm, tokens)];
      expectNear(found, exact, 0.5);
      expect(found.logits).not.toEqual(exact.logits);
    }
    await engine.dispose();
    await wasm.dispose();
  });

  it('says where it runs, and leaves a software renderer alone unless it is asked for', async () => {
    const adapter = (await navigator.gpu.requestAdapter()) as GPUAdapter;
    expect(isSoftware(adapter)).toBe(true);
    expect(await lackOfWebGpu(true)).toBeNull();
    expect(await lackOfWebGpu(false)).toMatch(/only a software renderer \(.*swiftshader/i);
    expect(gpu.device.features.has('subgroups')).toBe(false);
    const source = fromBytes(tinyModel());
    const auto = await openEngine({ source, target: { backend: 'auto', threads: 1 } });
    expect(auto.info.backend).toBe('onnx-wasm');
    expect(auto.info.reason).toMatch(
      /^WebGPU here is only a software renderer .*, so WebAssembly with 1 thread/,
    );
    await auto.dispose();
  });

  it('refuses a model whose heads its attention cannot take', async () => {
    const model = await openModel(fromBytes(tinyModel()));
    const options = { gpu, reason: 'WebGPU', cacheBytes: 1 << 20, context: 100 };
    await expect(openWebGpuBackend(model, options)).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringMatching(/heads of 8.*multiples of 16.*Choose WebAssembly/) as string,
    });
  });

  it('frees every buffer it has made when it ends', async () => {
    const ours: { readonly size: number; alive: boolean }[] = [];
    const create = gpu.device.createBuffer.bind(gpu.device);
    vi.spyOn(gpu.device, 'createBuffer').mockImplementation((descriptor) => {
      const buffer = create(descriptor);
      if (descriptor.usage !== OUR_STORAGE) return buffer;
      const entry = { size: descriptor.size, alive: true };
      ours.push(entry);
      const destroy = buffer.destroy.bind(buffer);
      buffer.destroy = () => {
        entry.alive = false;
        destroy();
      };
      return buffer;
    });
    const { engine } = await openGpu({});
    await engine.next([random(70), random(80)]);
    const slots = ours.filter(({ alive, size }) => alive && size === TINY.kvHeads * 256 * HEAD_SIZE * 4);
    expect(slots).toHaveLength(2 * 2 * TINY.layers);
    await engine.dispose();
    expect(ours.filter(({ alive }) => alive)).toEqual([]);
  });

  it('rejects what is pending and what comes later when the device is lost, and can be closed', async () => {
    const { engine } = await openGpu({});
    await engine.next([[1, 2, 3]]);
    const pending = engine.next([random(300)]);
    const told = expect(pending).rejects.toMatchObject({
      code: 'device-lost',
      message: expect.stringMatching(/Load the model again/) as string,
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    gpu.device.destroy();
    await told;
    await expect(engine.next([[1, 2]])).rejects.toMatchObject({ code: 'device-lost' });
    await expect(engine.score([1, 2, 3], 1)).rejects.toMatchObject({ code: 'device-lost' });
    await engine.dispose();
  });
});
