/**
 * An MLC folder with its compiled library, from what is kept and, for the rest, from its address. Weights are checked against
 * the digests of the list (md5, sha256 where it has them) each time, kept or fetched; library, tokenizer and configuration,
 * for which nobody gives digests, against what was fetched the first time.
 */
import { AppError } from '#core/app-error.ts';
import { fromBlob } from '#engine/gguf/byte-source.ts';
import { sha256 } from '#engine/sha256.ts';
import { fetchFile } from './fetch-file.ts';
import { forgetFile, keepFile, keepRecord, keptFile, recordOf } from './kept-models.ts';
import type { KeptFile, MlcAddress } from './kept-models.ts';
import { readConfig, readManifest } from './manifest.ts';
import type { MlcConfig, MlcManifest, MlcShard } from './manifest.ts';
import { md5 } from './md5.ts';

export interface BringProgress {
  readonly stage: 'fetching' | 'reading';
  /** Bytes of weights. */
  readonly done: number;
  readonly total: number | null;
}
export interface BringOptions {
  readonly onProgress?: ((progress: BringProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told before any weights are fetched; throws what speaks against the model here. */
  readonly refuse?: ((config: MlcConfig) => void) | undefined;
  readonly stallMs?: number;
}
export interface MlcFolder {
  readonly config: MlcConfig;
  readonly manifest: MlcManifest;
  /** Of the list of weights, which pins every one of them: sha256. */
  readonly digest: string;
  /** tokenizer.json, parsed. */
  readonly tokenizer: unknown;
}
type Named = Pick<KeptFile, 'kind' | 'name'>;

const CONFIG: Named = { kind: 'config', name: 'mlc-chat-config.json' };
const MANIFEST: Named = { kind: 'model', name: 'tensor-cache.json' };
/** What the list was called before web-llm 0.2.80. */
const OLD_MANIFEST = 'ndarray-cache.json';
const TOKENIZER: Named = { kind: 'model', name: 'tokenizer.json' };
const LIBRARY: Named = { kind: 'wasm', name: 'library.wasm' };
const AT_ONCE = 3;
const WASM = [0, 0x61, 0x73, 0x6d];

/** Rejects AppError 'download-failed' | 'checksum-mismatch' | 'malformed-file' | 'unsupported-tokenizer' | 'aborted', or what `refuse` throws. */
export async function bringFolder(address: MlcAddress, options: BringOptions = {}): Promise<MlcFolder> {
  const side = new SideFiles(address, (await recordOf(address.id))?.files ?? [], options);
  const config = readConfig(await (await side.bring(CONFIG)).text());
  options.refuse?.(config);
  const list = await side.bring(MANIFEST, OLD_MANIFEST);
  const manifest = readManifest(await list.text());
  const tokenizer = parsed(await (await side.bring(TOKENIZER)).text());
  await side.bring(LIBRARY, address.library);
  const shards = manifest.shards.map(shardFile);
  const files = [...side.files, ...shards];
  await keepRecord({ ...address, files });
  await side.dropOthers(files);
  await new Shards(address, manifest, options).bringAll();
  const digest = await sha256(fromBlob(list));
  return { config, manifest, digest, tokenizer };
}

/** The small files and the library. */
class SideFiles {
  readonly files: KeptFile[] = [];

  constructor(
    private readonly address: MlcAddress,
    private readonly before: readonly KeptFile[],
    private readonly options: BringOptions,
  ) {}

  /** @param from another name in the folder to try, or an address of its own. */
  async bring(file: Named, from?: string): Promise<Blob> {
    const known = this.before.find(({ name }) => name === file.name)?.sha256 ?? null;
    const kept = await keptFile(this.address.id, file);
    if (kept !== null && (await sha256(fromBlob(kept))) === known) return this.note(file, kept, known);
    const blob = await this.fetch(file, from);
    if (file === LIBRARY) await checkLibrary(blob);
    await keepFile(this.address.id, file, blob);
    return this.note(file, blob, await sha256(fromBlob(blob)));
  }

  /** What an earlier list of weights named and this one does not. */
  async dropOthers(files: readonly KeptFile[]): Promise<void> {
    const names = new Set(files.map(({ name }) => name));
    for (const file of this.before) if (!names.has(file.name)) await forgetFile(this.address.id, file);
  }

  private async fetch({ name }: Named, from?: string): Promise<Blob> {
    const { signal, stallMs } = this.options;
    const get = (url: string): Promise<Blob> => fetchFile(url, { bytes: null, signal, stallMs });
    if (from !== undefined && URL.canParse(from)) return get(from);
    try {
      return await get(this.address.folder + name);
    } catch (thrown) {
      if (from === undefined || !isAbsent(thrown)) throw thrown;
      return get(this.address.folder + from);
    }
  }

  private note(file: Named, blob: Blob, digest: string | null): Blob {
    this.files.push({ ...file, bytes: blob.size, sha256: digest });
    return blob;
  }
}

class Shards {
  /** Bytes of each that are there. */
  private readonly done = new Map<string, number>();

  constructor(
    private readonly address: MlcAddress,
    private readonly manifest: MlcManifest,
    private readonly options: BringOptions,
  ) {}

  async bringAll(): Promise<void> {
    const missing: MlcShard[] = [];
    for (const shard of this.manifest.shards) if (!(await this.isKept(shard))) missing.push(shard);
    const queue = missing.values();
    const stop = new AbortController();
    const { signal } = this.options;
    const both = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    const lane = async (): Promise<void> => {
      for (const shard of queue) await this.bring(shard, both);
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
    } finally {
      // When one fails, the others must not go on unseen.
      stop.abort();
    }
  }

  private async isKept(shard: MlcShard): Promise<boolean> {
    const { signal } = this.options;
    if (signal?.aborted) throw new AppError('aborted', 'Stopped. Load the model again to go on.');
    const file = shardFile(shard);
    const kept = await keptFile(this.address.id, file);
    const right = kept !== null && (await isRight(kept, shard));
    if (kept !== null && !right) await forgetFile(this.address.id, file);
    if (right) this.tell('reading', shard, shard.bytes);
    return right;
  }

  private async bring(shard: MlcShard, signal: AbortSignal): Promise<void> {
    const { stallMs } = this.options;
    const url = this.address.folder + shard.path;
    const onBytes = (done: number): void => this.tell('fetching', shard, done);
    for (let attempt = 0; attempt < 2; attempt++) {
      const blob = await fetchFile(url, { bytes: shard.bytes, onBytes, signal, stallMs });
      if (await isRight(blob, shard)) return keepFile(this.address.id, shardFile(shard), blob);
    }
    // The list may be the one that is out of date: the next try fetches it again.
    await forgetFile(this.address.id, MANIFEST);
    throw new AppError(
      'checksum-mismatch',
      `${shard.path} came damaged twice: it is not what the model's list of weights describes. Load the model again later, or from another address.`,
      { url, md5: shard.md5 },
    );
  }

  private tell(stage: BringProgress['stage'], { path }: MlcShard, bytes: number): void {
    this.done.set(path, bytes);
    const done = [...this.done.values()].reduce((sum, one) => sum + one, 0);
    this.options.onProgress?.({ stage, done, total: this.manifest.bytes });
  }
}

function shardFile({ path, bytes }: MlcShard): KeptFile {
  return { kind: 'model', name: path, bytes, sha256: null };
}

async function isRight(blob: Blob, shard: MlcShard): Promise<boolean> {
  if (blob.size !== shard.bytes || (await md5(blob)) !== shard.md5) return false;
  return shard.sha256 === null || (await sha256(fromBlob(blob))) === shard.sha256;
}

async function checkLibrary(blob: Blob): Promise<void> {
  const head = new Uint8Array(await blob.slice(0, WASM.length).arrayBuffer());
  if (WASM.every((byte, i) => head[i] === byte)) return;
  throw new AppError(
    'malformed-file',
    'The address of the library leads to something that is no WebAssembly. Check it: libraries end in .wasm.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError(
      'malformed-file',
      'A file of this MLC folder is no JSON. Check the address, or choose another model.',
      {},
      { cause },
    );
  }
}

function isAbsent(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.facts['status'] === 404;
}
