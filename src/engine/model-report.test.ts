/** What a file is told to be before it is loaded: read from its head alone, with every reason against it. */
import { describe, expect, it } from 'vitest';
import { needOnWasm } from './backends/onnx/wasm-room.ts';
import { chooseGraph, lackOfFit } from './backends/onnx/webgpu-fit.ts';
import { fromBytes } from './gguf/byte-source.ts';
import type { MetadataValue } from './gguf/metadata.ts';
import { sampleDecoder } from './gguf/sample-decoder.ts';
import { writeGguf } from './gguf/write.ts';
import type { HyperParameters } from './graph/hyper-parameters.ts';
import { reportModel } from './model-report.ts';
import type { ModelReport, Need } from './model-report.ts';
import type { BackendEntry } from './table.ts';

const text = (value: string): MetadataValue => ({ type: 'string', value });
const NEED: Need = { lack: null, doubt: null, keptBytes: 2, peakBytes: 3 };
function entry(id: BackendEntry['id'], missing: string | null, need: Partial<Need> = {}): BackendEntry {
  return {
    id,
    title: id,
    missing: () => Promise.resolve(missing),
    need: () => Promise.resolve({ ...NEED, ...need }),
    open: () => Promise.reject(new Error('nothing is opened')),
  };
}
const BOTH = [entry('onnx-webgpu', 'no GPU'), entry('onnx-wasm', null)];

function report(
  set: Readonly<Record<string, MetadataValue>>,
  entries = BOTH,
  change: (bytes: Uint8Array) => void = () => {},
): Promise<ModelReport> {
  const { metadata, tensors } = sampleDecoder('llama');
  const bytes = writeGguf({ metadata: [...new Map([...metadata, ...Object.entries(set)])], tensors });
  change(bytes);
  return reportModel(fromBytes(bytes), entries);
}
/** IQ4_NL in place of the type of one tensor. */
function otherType(bytes: Uint8Array): void {
  const name = Buffer.from('blk.0.ffn_up.weight');
  const at = Buffer.from(bytes).indexOf(name) + name.length + 4 + 2 * 8;
  new DataView(bytes.buffer).setUint32(at, 20, true);
}

describe('the report of a file', () => {
  it('says what it is and where it would run', async () => {
    const told = await report({ 'general.license': text('apache-2.0') });
    expect(told).toMatchObject({
      name: 'sample',
      architecture: 'llama',
      vocabSize: 9,
      context: 128,
      license: 'apache-2.0',
      problems: [],
      taken: 'onnx-wasm',
    });
    expect(told.types.map(({ type }) => type)).toEqual(['Q8_0', 'F32']);
    expect(told.types.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(told.backends).toEqual([
      { id: 'onnx-webgpu', title: 'onnx-webgpu', ...NEED, lack: 'no GPU' },
      { id: 'onnx-wasm', title: 'onnx-wasm', ...NEED },
    ]);
  });
  it('tells every reason, not only the first', async () => {
    const told = await report(
      {
        'llama.expert_count': { type: 'u32', value: 8 },
        'llama.rope.scaling.type': text('yarn'),
        'tokenizer.ggml.pre': text('gpt-9'),
      },
      BOTH,
      otherType,
    );
    expect(told.problems.map(({ code }) => code)).toEqual([
      'unsupported-architecture',
      'unsupported-architecture',
      'unsupported-tensor',
      'unsupported-tokenizer',
    ]);
    expect(told.problems.map(({ message }) => message).join('\n')).toMatch(
      /expert_count 8[^]*“yarn”[^]*IQ4_NL[^]*“gpt-9”/,
    );
    expect(told.taken).toBeNull();
  });
  it('still says what a file of an unknown kind is', async () => {
    const told = await report({
      'general.architecture': text('mamba'),
      'general.license': { type: 'u32', value: 1 },
    });
    expect(told).toMatchObject({
      architecture: 'mamba',
      license: null,
      context: null,
      backends: [],
      taken: null,
    });
    expect(told.problems[0]?.message).toMatch(/“mamba”.*Choose a model of the kind llama/);
  });
  it('takes nothing where every backend lacks something', async () => {
    const told = await report({}, [
      entry('onnx-webgpu', null, { lack: 'heads of 8' }),
      entry('onnx-wasm', 'none'),
    ]);
    expect(told.taken).toBeNull();
    expect(told.backends.map(({ lack }) => lack)).toEqual(['heads of 8', 'none']);
  });
  it('reads the head of a file only', async () => {
    const { metadata, tensors } = sampleDecoder('llama');
    const bytes = writeGguf({ metadata, tensors });
    const padded = new Uint8Array(64 << 20);
    padded.set(bytes);
    let read = 0;
    const source = {
      size: padded.length,
      read: (offset: number, length: number) => {
        read = Math.max(read, offset + length);
        return Promise.resolve(padded.subarray(offset, offset + length));
      },
    };
    await reportModel(source, BOTH);
    expect(read).toBeLessThanOrEqual(1 << 20);
  });
});

/** SmolLM2-135M, and shapes made from it. */
const SMOLLM2: HyperParameters = {
  architecture: 'llama',
  layers: 30,
  hidden: 576,
  heads: 9,
  kvHeads: 3,
  headSize: 64,
  feedForward: 1536,
  vocab: 49152,
  context: 8192,
  normEpsilon: 1e-5,
  ropeTheta: 100_000,
  ropeScaling: null,
  tied: true,
  qkvBias: false,
  qkNorm: false,
};

describe('what a model needs', () => {
  it('on WebAssembly is what was measured for SmolLM2', () => {
    const { keptBytes, peakBytes, lack, doubt } = needOnWasm(SMOLLM2, 8192, 8 * 2 ** 30);
    expect(keptBytes / 1e9).toBeCloseTo(1.1, 1);
    expect(peakBytes / 1e9).toBeCloseTo(1.4, 1);
    expect([lack, doubt]).toEqual([null, null]);
  });
  it('is doubted where it may be too much, and refused where it is', () => {
    expect(needOnWasm(SMOLLM2, 8192, 2 ** 30).doubt).toMatch(/memory of this machine/);
    expect(needOnWasm({ ...SMOLLM2, layers: 150 }, 8192, null).doubt).toMatch(/4 GiB/);
    expect(needOnWasm({ ...SMOLLM2, layers: 300 }, 8192, null).lack).toMatch(/WebAssembly can hold about 3/);
  });
  it('on a GPU fits heads and pieces or not', () => {
    const limits = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 };
    const lack = (hp: HyperParameters): string | null => lackOfFit(limits, chooseGraph(hp, 256), hp);
    expect(lack(SMOLLM2)).toBeNull();
    expect(lack({ ...SMOLLM2, headSize: 72 })).toMatch(/heads of 72.*multiples of 16/);
    expect(lack({ ...SMOLLM2, vocab: 2e6 })).toMatch(/MiB in one piece/);
  });
});
