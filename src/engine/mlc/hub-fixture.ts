/** For tests: a server that behaves like a model hub, well or badly, and Cache Storage in memory where there is none. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export type Misbehaviour = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => boolean;
export interface Hub {
  readonly address: string;
  readonly files: Map<string, Buffer>;
  /** Names in the order in which they were asked for, with the range where there was one, and a method other than GET. */
  readonly asked: string[];
  /** Where it sends whoever asks for weights or a library, as hubs do; null: it has them itself. */
  elsewhere: string | null;
  /** Whether pages of other origins may read its answers. */
  letsPagesRead: boolean;
  /** Answers itself and returns true, or leaves it to the hub. */
  misbehave: Misbehaviour | null;
  close(): Promise<void>;
}

export async function openHub(files: Iterable<readonly [string, Buffer]>): Promise<Hub> {
  const server = createServer((request, response) => answer(hub, request, response));
  const hub: Hub = {
    address: '',
    files: new Map(files),
    asked: [],
    elsewhere: null,
    letsPagesRead: true,
    misbehave: null,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(hub, { address: `http://127.0.0.1:${port}/team/model/resolve/main/` });
}

function answer(hub: Hub, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '', hub.address);
  const name = decodeURIComponent(pathname.split('/').at(-1) ?? '');
  const { range } = request.headers;
  hub.asked.push([request.method === 'GET' ? [] : request.method, name, range ?? []].flat().join(' '));
  if (hub.letsPagesRead) response.setHeader('access-control-allow-origin', '*');
  const bytes = hub.files.get(name);
  if (bytes === undefined) return void response.writeHead(404).end('not found');
  if (hub.elsewhere !== null && !name.endsWith('.json'))
    return void response.writeHead(302, { location: `${hub.elsewhere}${name}?signature=1` }).end();
  if (hub.misbehave?.(request, response, bytes)) return;
  if (name.endsWith('.json') && request.headers['accept-encoding']?.includes('gzip'))
    return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(bytes));
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  const length = { 'content-length': bytes.length - from };
  if (from === 0) response.writeHead(200, length);
  else
    response.writeHead(206, {
      ...length,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
  response.end(bytes.subarray(from));
}

/** Sends the first `count` bytes and, when they are likely to have been read, breaks the connection. */
export function breakAfter(response: ServerResponse, bytes: Buffer, count: number, milliseconds = 5): void {
  response.writeHead(200, { 'content-length': bytes.length });
  response.write(bytes.subarray(0, count), () => setTimeout(() => response.destroy(), milliseconds));
}

/** A folder with two shards, a byte-level tokenizer of three words and a library that is one in name. */
export function tinyFolder(change: { readonly sha256?: boolean } = {}): Map<string, Buffer> {
  const shards = [1, 2].map((seed) =>
    Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * seed) % 251)),
  );
  const digest = (kind: string, bytes: Buffer): string => createHash(kind).update(bytes).digest('hex');
  const records = shards.map((bytes, i) => ({
    ...{ dataPath: `params_shard_${i}.bin`, format: 'raw-shard', nbytes: bytes.length, records: [] },
    md5sum: digest('md5', bytes),
    ...(change.sha256 ? { sha256: digest('sha256', bytes) } : {}),
  }));
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  return new Map([
    ['mlc-chat-config.json', json(CONFIG)],
    ['tensor-cache.json', json({ metadata: { BitsPerParam: 4.5 }, records })],
    ['tokenizer.json', json(TOKENIZER)],
    ['library.wasm', Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])],
    ...shards.map((bytes, i): [string, Buffer] => [`params_shard_${i}.bin`, bytes]),
  ]);
}

const CONFIG = {
  model_type: 'llama',
  quantization: 'q4f32_1',
  context_window_size: 2048,
  model_config: { hidden_size: 576, num_attention_heads: 9, num_key_value_heads: 3, num_hidden_layers: 30 },
  tokenizer_files: ['tokenizer.json', 'tokenizer_config.json'],
  conv_template: {
    system_template: '<|im_start|>system\n{system_message}<|im_end|>\n',
    system_message: 'You help.',
    roles: { user: '<|im_start|>user', assistant: '<|im_start|>assistant' },
    role_templates: { user: '{user_message}', assistant: '{assistant_message}' },
    seps: ['<|im_end|>\n'],
    role_content_sep: '\n',
    role_empty_sep: '\n',
    stop_str: ['<|im_end|>'],
    stop_token_ids: [4],
  },
};
const TOKENIZER = {
  added_tokens: [
    { id: 3, content: '<|im_start|>', special: true },
    { id: 4, content: '<|im_end|>', special: true },
  ],
  normalizer: null,
  pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, use_regex: true },
  decoder: { type: 'ByteLevel' },
  model: { type: 'BPE', vocab: { a: 0, b: 1, ab: 2 }, merges: [['a', 'b']] },
};

/** As much of Cache Storage as the models need. */
export function memoryCaches(): CacheStorage {
  const all = new Map<string, Map<string, Blob>>();
  const urlOf = (request: RequestInfo | URL): string =>
    request instanceof Request ? request.url : new URL(request).href;
  const open = (name: string): Promise<Cache> => {
    const entries = all.get(name) ?? new Map<string, Blob>();
    all.set(name, entries);
    return Promise.resolve({
      match: (request: RequestInfo | URL) => {
        const found = entries.get(urlOf(request));
        return Promise.resolve(found && new Response(found));
      },
      put: async (request: RequestInfo | URL, response: Response) =>
        void entries.set(urlOf(request), await response.blob()),
      add: async (request: RequestInfo | URL) =>
        void entries.set(urlOf(request), await (await fetch(request)).blob()),
      delete: (request: RequestInfo | URL) => Promise.resolve(entries.delete(urlOf(request))),
      keys: () => Promise.resolve([...entries.keys()].map((url) => new Request(url))),
    } as unknown as Cache);
  };
  return { open } as CacheStorage;
}
