import { expect, test } from 'vitest';
import { cases, hyperParameters, tensorSource } from '../../../tests/oracle/decoder-cases.ts';
import type { Case } from '../../../tests/oracle/decoder-cases.ts';
import { buildDecoder } from './decoder.ts';
import { loadWeights, weightBytes } from './weights.ts';

const one = cases[0] as Case;
const hp = hyperParameters(one);
const decoder = buildDecoder(hp, { kv: 'delta' });

test('every external initialiser is filled to its size, and progress ends at the announced bytes', async () => {
  const steps: number[] = [];
  const loaded = await loadWeights(decoder, hp, tensorSource(one), {
    onProgress: (done) => steps.push(done),
  });
  const external = decoder.graph.initializers.filter(({ data }) => data === null);
  expect([...loaded.keys()].sort()).toEqual(external.map(({ value }) => value.name).sort());
  for (const { value } of external) {
    const floats = (value.dims ?? []).reduce<number>((product, dim) => product * Number(dim), 1);
    expect(loaded.get(value.name)?.byteLength, value.name).toBe(floats * 4);
  }
  const kept = [...loaded.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
  expect(steps.at(-1)).toBe(kept);
  expect(weightBytes(decoder, hp)).toBe(kept);
});

test('a tensor of another shape is refused', async () => {
  const source = { rows: () => Promise.resolve(new Float32Array(3)) };
  await expect(loadWeights(decoder, hp, source)).rejects.toMatchObject({ code: 'malformed-file' });
});

test('loading stops when aborted', async () => {
  const signal = AbortSignal.abort();
  await expect(loadWeights(decoder, hp, tensorSource(one), { signal })).rejects.toMatchObject({
    code: 'aborted',
  });
});

test('heads that do not divide are refused before anything is built', () => {
  const odd = { ...hp, kvHeads: 3 };
  expect(() => buildDecoder(odd, { kv: 'delta' })).toThrow('do not fit together');
});
