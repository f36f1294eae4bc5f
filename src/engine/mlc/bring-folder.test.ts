import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bringFolder } from './bring-folder.ts';
import type { BringProgress } from './bring-folder.ts';
import { breakAfter, memoryCaches, openHub, tinyFolder } from './hub-fixture.ts';
import type { Hub } from './hub-fixture.ts';
import { eraseModel, keepFile, keptAddress, keptModels } from './kept-models.ts';
import type { MlcAddress } from './kept-models.ts';

let hub: Hub;
let address: MlcAddress;
const SHARD = 'params_shard_1.bin';

beforeEach(async () => {
  vi.stubGlobal('caches', memoryCaches());
  hub = await openHub(tinyFolder());
  address = {
    ...{ id: 'tiny', name: 'Tiny', license: 'Apache-2.0', own: true },
    folder: hub.address,
    library: `${hub.address}library.wasm`,
  };
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await hub.close();
});
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as { code?: unknown }).code,
  );
const askedFor = (name: string): string[] => hub.asked.filter((path) => path.startsWith(name));

describe('bringFolder', () => {
  it('fetches everything once, under the address where web-llm looks, and then asks nobody', async () => {
    const told: BringProgress[] = [];
    const { config, manifest } = await bringFolder(address, {
      onProgress: (progress) => told.push(progress),
    });
    expect(config).toMatchObject({
      quantisation: 'q4f32_1',
      layers: 30,
      kvHeads: 3,
      headSize: 64,
      slides: false,
    });
    expect(manifest.bytes).toBe(100_000);
    expect(told.at(-1)).toEqual({ stage: 'fetching', done: 100_000, total: 100_000 });
    const { model, model_lib } = keptAddress('tiny');
    for (const [cache, url] of [
      ['webllm/config', `${model}mlc-chat-config.json`],
      ['webllm/model', `${model}tensor-cache.json`],
      ['webllm/model', `${model}tokenizer.json`],
      ['webllm/model', `${model}${SHARD}`],
      ['webllm/wasm', model_lib],
    ] as const)
      expect(await (await caches.open(cache)).match(url), url).toBeDefined();

    const [kept] = await keptModels();
    const all = [...hub.files.values()].reduce((sum, { length }) => sum + length, 0);
    expect(kept).toMatchObject({ id: 'tiny', whole: true, keptBytes: all });

    await hub.close();
    const again = await bringFolder(address);
    expect(again.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('deletes a model whole, or its files and keeps its address', async () => {
    await bringFolder(address);
    await eraseModel('tiny', 'files');
    expect(await keptModels()).toMatchObject([{ id: 'tiny', keptBytes: 0, whole: false }]);
    await bringFolder(address);
    await eraseModel('tiny');
    expect(await keptModels()).toEqual([]);
    for (const name of ['webllm/config', 'webllm/model', 'webllm/wasm'])
      expect(await (await caches.open(name)).keys()).toEqual([]);
  });

  it('goes on where a connection broke', async () => {
    let broken = false;
    hub.misbehave = (request, response, bytes) => {
      if (broken || !request.url?.endsWith(SHARD)) return false;
      broken = true;
      breakAfter(response, bytes, 20_000);
      return true;
    };
    await bringFolder(address);
    expect(askedFor(SHARD)).toEqual([SHARD, `${SHARD} bytes=20000-`]);
  });

  it('begins again where a server knows no ranges', async () => {
    let times = 0;
    hub.misbehave = (request, response, bytes) => {
      if (!request.url?.endsWith(SHARD)) return false;
      if (times++ === 0) breakAfter(response, bytes, 20_000);
      else response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
      return true;
    };
    await bringFolder(address);
    expect(times).toBe(2);
  });

  it('tells where it stands while a slow server sends, and can be stopped; the rest is fetched the next time', async () => {
    hub.misbehave = (request, response, bytes) => {
      if (!request.url?.endsWith(SHARD)) return false;
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 10_000));
      return true;
    };
    const controller = new AbortController();
    const stopped = bringFolder(address, {
      signal: controller.signal,
      onProgress: ({ done }) => done === 60_000 && controller.abort(),
    });
    expect(await codeOf(stopped)).toBe('aborted');
    expect(await keptModels()).toMatchObject([{ whole: false }]);
    hub.misbehave = null;
    await bringFolder(address);
    expect(askedFor('params_shard_0.bin')).toHaveLength(1);
  });

  it('gives up on a server that has gone silent', async () => {
    hub.misbehave = (request, response, bytes) => {
      if (!request.url?.endsWith(SHARD)) return false;
      response.writeHead(200, { 'content-length': bytes.length }).flushHeaders();
      return true;
    };
    const asked = bringFolder(address, { stallMs: 40 });
    await expect(asked).rejects.toMatchObject({ code: 'download-failed' });
    await expect(asked).rejects.toThrow('nothing came for 0.04 seconds');
  });

  it('refuses a shard that is cut short each time', async () => {
    hub.misbehave = (request, response, bytes) => {
      if (!request.url?.endsWith(SHARD)) return false;
      response.writeHead(200).end(bytes.subarray(0, 49_999));
      return true;
    };
    await expect(bringFolder(address)).rejects.toThrow('it ended after 49999 of 50000 bytes');
    expect(await keptModels()).toMatchObject([{ whole: false }]);
  });

  it('refuses a damaged shard, keeps none of it, and asks for the list anew the next time', async () => {
    const whole = hub.files.get(SHARD) as Buffer;
    const damaged = Buffer.from(whole);
    damaged[17] = 255;
    hub.files.set(SHARD, damaged);
    expect(await codeOf(bringFolder(address))).toBe('checksum-mismatch');
    expect(await (await caches.open('webllm/model')).match(`${keptAddress('tiny').model}${SHARD}`)).toBe(
      undefined,
    );
    hub.files.set(SHARD, whole);
    await bringFolder(address);
    expect(askedFor('tensor-cache.json')).toHaveLength(2);
  });

  it('notices that a kept shard was damaged, and fetches it alone', async () => {
    await bringFolder(address);
    await keepFile('tiny', { kind: 'model', name: SHARD }, new Blob([new Uint8Array(50_000)]));
    hub.asked.length = 0;
    await bringFolder(address);
    expect(hub.asked).toEqual([SHARD]);
  });

  it('checks sha256 where the list has it', async () => {
    const files = tinyFolder({ sha256: true });
    const list = JSON.parse(String(files.get('tensor-cache.json'))) as { records: { sha256: string }[] };
    for (const record of list.records) record.sha256 = record.sha256.replace(/./g, '0');
    hub.files.set('tensor-cache.json', Buffer.from(JSON.stringify(list)));
    expect(await codeOf(bringFolder(address))).toBe('checksum-mismatch');
    hub.files.set('tensor-cache.json', files.get('tensor-cache.json') as Buffer);
    await bringFolder(address);
  });

  it('takes a list of weights by its older name', async () => {
    hub.files.set('ndarray-cache.json', hub.files.get('tensor-cache.json') as Buffer);
    hub.files.delete('tensor-cache.json');
    await bringFolder(address);
    const { model } = keptAddress('tiny');
    expect(await (await caches.open('webllm/model')).match(`${model}tensor-cache.json`)).toBeDefined();
  });

  it('says what is missing, and what is no MLC folder', async () => {
    hub.files.delete('tokenizer.json');
    await expect(bringFolder(address)).rejects.toMatchObject({
      code: 'download-failed',
      facts: { status: 404 },
    });
    hub.files.set('mlc-chat-config.json', Buffer.from('<!doctype html>'));
    expect(await codeOf(bringFolder({ ...address, id: 'page' }))).toBe('malformed-file');
  });

  it('says that a server does not answer, or lets no page read', async () => {
    await hub.close();
    await expect(bringFolder(address)).rejects.toThrow(
      'does not answer, or lets no page read its files (CORS)',
    );
  });

  it('follows to another address, and goes on there where a connection broke', async () => {
    const store = await openHub(tinyFolder());
    hub.elsewhere = store.address;
    let broken = false;
    store.misbehave = (request, response, bytes) => {
      if (broken || !request.url?.includes(SHARD)) return false;
      broken = true;
      breakAfter(response, bytes, 20_000);
      return true;
    };
    await bringFolder(address);
    await store.close();
    expect(store.asked.filter((asked) => asked.startsWith(SHARD))).toEqual([SHARD, `${SHARD} bytes=20000-`]);
    expect(store.asked.some((asked) => asked.endsWith('.json'))).toBe(false);
  });

  it('takes no page for a library', async () => {
    hub.files.set('library.wasm', Buffer.from('<!doctype html>'));
    expect(await codeOf(bringFolder(address))).toBe('malformed-file');
  });

  it('asks before it fetches weights', async () => {
    const refuse = (): never => {
      throw Object.assign(new Error('not here'), { code: 'backend-unavailable' });
    };
    expect(await codeOf(bringFolder(address, { refuse }))).toBe('backend-unavailable');
    expect(askedFor('params')).toEqual([]);
  });
});
