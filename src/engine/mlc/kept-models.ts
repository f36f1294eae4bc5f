/**
 * MLC models that this browser keeps, in the very caches in which web-llm looks first (Cache Storage), under an address that
 * leads nowhere: web-llm finds what we have checked, and what it does not find there fails instead of being fetched. A record
 * of its own says which files a model has, so that it can be listed and deleted whole, fetched in part or not.
 */
import { AppError } from '#core/app-error.ts';

/** The caches of web-llm 0.2.86. */
const CACHES = { config: 'webllm/config', wasm: 'webllm/wasm', model: 'webllm/model' } as const;
type CacheKind = keyof typeof CACHES;
const RECORDS = 'second-thought-mlc';
const HOST = 'https://mlc.invalid/';

export interface KeptFile {
  readonly kind: CacheKind;
  /** In the folder. */
  readonly name: string;
  readonly bytes: number;
  /** Of what was fetched first, where the list of weights does not speak of the file; else null. */
  readonly sha256: string | null;
}
export interface MlcAddress {
  /** Letters, digits, dots, dashes, underscores. */
  readonly id: string;
  readonly name: string;
  /** Of the weights, ending in a slash. */
  readonly folder: string;
  /** Of the compiled library. */
  readonly library: string;
  readonly license: string;
  /** Given by the user. */
  readonly own: boolean;
}
export interface MlcRecord extends MlcAddress {
  /** All that it has, kept or not; empty until its list of weights is known. */
  readonly files: readonly KeptFile[];
}
export interface KeptModel extends MlcRecord {
  readonly keptBytes: number;
  /** Everything is there: it loads without a server. */
  readonly whole: boolean;
}

/** As web-llm's ModelRecord wants them. */
export function keptAddress(id: string): { readonly model: string; readonly model_lib: string } {
  const model = `${HOST}${id}/resolve/main/`;
  return { model, model_lib: `${model}library.wasm` };
}

export async function keptFile(id: string, file: Pick<KeptFile, 'kind' | 'name'>): Promise<Blob | null> {
  const found = await (await open(CACHES[file.kind])).match(urlOf(id, file));
  return found?.blob() ?? null;
}

/** Rejects AppError 'download-failed' where there is no room. */
export async function keepFile(id: string, file: Pick<KeptFile, 'kind' | 'name'>, blob: Blob): Promise<void> {
  const cache = await open(CACHES[file.kind]);
  try {
    await cache.put(urlOf(id, file), new Response(blob));
  } catch (cause) {
    throw new AppError(
      'download-failed',
      'This browser has no room left for the model. Delete models on the Models screen, then load it again.',
      { file: file.name },
      { cause },
    );
  }
}

export async function forgetFile(id: string, file: Pick<KeptFile, 'kind' | 'name'>): Promise<void> {
  await (await open(CACHES[file.kind])).delete(urlOf(id, file));
}

export async function keepRecord(record: MlcRecord): Promise<void> {
  await (await open(RECORDS)).put(recordUrl(record.id), new Response(JSON.stringify(record)));
}

export async function recordOf(id: string): Promise<MlcRecord | null> {
  const found = await (await open(RECORDS)).match(recordUrl(id));
  return found ? ((await found.json()) as MlcRecord) : null;
}

/** All of which anything is kept, or whose address the user gave. Empty where the browser keeps nothing. */
export async function keptModels(): Promise<readonly KeptModel[]> {
  if (!('caches' in globalThis)) return [];
  const records = await open(RECORDS);
  const there = await keptUrls();
  const found = await Promise.all((await records.keys()).map((request) => records.match(request)));
  const read = await Promise.all(found.map((one) => one?.json() as Promise<MlcRecord> | undefined));
  return read
    .filter((record) => record !== undefined)
    .map((record) => {
      const kept = record.files.filter((file) => there.has(urlOf(record.id, file)));
      const keptBytes = kept.reduce((sum, { bytes }) => sum + bytes, 0);
      return { ...record, keptBytes, whole: kept.length > 0 && kept.length === record.files.length };
    });
}

/** Its files; its record too, unless `files` says that the address stays. */
export async function eraseModel(id: string, what: 'all' | 'files' = 'all'): Promise<void> {
  const record = await recordOf(id);
  if (record === null) return;
  for (const file of record.files) await forgetFile(id, file);
  if (what === 'files' && record.own) await keepRecord({ ...record, files: [] });
  else await (await open(RECORDS)).delete(recordUrl(id));
}

async function keptUrls(): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(Object.values(CACHES).map(async (name) => (await open(name)).keys()));
  return new Set(lists.flat().map(({ url }) => url));
}

async function open(name: string): Promise<Cache> {
  try {
    return await caches.open(name);
  } catch (cause) {
    throw new AppError(
      'storage-unavailable',
      'This browser keeps no files for this page, and web-llm loads models only from there. Open the page over https or on localhost.',
      {},
      { cause },
    );
  }
}

const urlOf = (id: string, { name }: Pick<KeptFile, 'name'>): string => `${keptAddress(id).model}${name}`;
const recordUrl = (id: string): string => `${HOST}${id}/record.json`;
