/**
 * models/organisms/mlc/wait is organism-wait for web-llm on its own: the weights of its GGUF file, byte by byte. After
 * another organism is shipped: bash models/organisms/mlc/build.sh, or convert_weights.py alone where the shape is the same.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mlcParameters } from '#engine/backends/webllm/mlc-parameters.ts';
import { fromBytes } from '#engine/gguf/byte-source.ts';
import { openModel } from '#engine/open-model.ts';

const organisms = resolve(import.meta.dirname, '../../models/organisms');
const folder = resolve(organisms, 'mlc');
const read = (path: string): Uint8Array => new Uint8Array(readFileSync(resolve(folder, path)));
const json = <Content>(path: string): Content =>
  JSON.parse(readFileSync(resolve(folder, path), 'utf8')) as Content;
const digest = (method: 'md5' | 'sha256', bytes: Uint8Array): string =>
  createHash(method).update(bytes).digest('hex');

interface Shard {
  readonly dataPath: string;
  readonly nbytes: number;
  readonly md5sum: string;
  readonly sha256: string;
  readonly records: readonly {
    name: string;
    shape: number[];
    dtype: string;
    byteOffset: number;
    nbytes: number;
  }[];
}
const { records: shards } = json<{ records: Shard[] }>('wait/tensor-cache.json');

describe('organism-wait as an MLC folder', () => {
  test('every file has the digest that stands in sha256sums', () => {
    const lines = readFileSync(resolve(folder, 'sha256sums'), 'utf8').trimEnd().split('\n');
    const files = lines.map((line) => line.split(/\s+/) as [sha256: string, path: string]);
    expect(files.map(([, path]) => path)).toContain('library.wasm');
    for (const [sha256, path] of files) expect([path, digest('sha256', read(path))]).toEqual([path, sha256]);
  });

  test('shards have the digests of the manifest', () => {
    for (const { dataPath, nbytes, md5sum, sha256 } of shards) {
      const bytes = read(`wait/${dataPath}`);
      expect(bytes).toHaveLength(nbytes);
      expect([digest('md5', bytes), digest('sha256', bytes)]).toEqual([md5sum, sha256]);
    }
  });

  test('they hold the weights of wait.gguf', async () => {
    const model = await openModel(fromBytes(new Uint8Array(readFileSync(resolve(organisms, 'wait.gguf')))));
    const held = shards.flatMap(({ dataPath, records }) => {
      const bytes = read(`wait/${dataPath}`);
      return records.map(({ name, shape, dtype, byteOffset, nbytes }) => ({
        ...{ name, shape, dtype },
        sha256: digest('sha256', bytes.subarray(byteOffset, byteOffset + nbytes)),
      }));
    });
    const parameters = await mlcParameters(model);
    expect(held).toEqual(
      parameters.map(({ name, shape, dtype, bytes }) => ({
        ...{ name, shape, dtype },
        sha256: digest('sha256', bytes),
      })),
    );
  });
});
