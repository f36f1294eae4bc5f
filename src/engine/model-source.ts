/** What the worker does with a model the page names: bring its bytes, check them, open an engine. */
import { AppError } from '#core/app-error.ts';
import type { MlcModel } from './backends/webllm/open-mlc-model.ts';
import type { ModelCard } from './catalog.ts';
import { cardOf, checkDigest } from './catalog.ts';
import { fetchModel } from './fetch-model.ts';
import { fromBlob } from './gguf/byte-source.ts';
import { cacheModel, cachedModel, forgetModel } from './model-cache.ts';
import { reportModel } from './model-report.ts';
import type { ModelReport } from './model-report.ts';
import type { OpenProgress } from './open-model.ts';
import { openEngine } from './open.ts';
import { sha256 } from './sha256.ts';
import type { PageBackendId } from './table.ts';
import type { Engine } from './types.ts';

export type PageModelSource =
  | { readonly type: 'catalog'; readonly id: string }
  /** Made here and kept in this browser. */
  | { readonly type: 'own'; readonly id: string; readonly name: string; readonly file: Blob }
  | { readonly type: 'file'; readonly name: string; readonly file: Blob }
  /** An MLC folder and its library, which only web-llm runs. */
  | ({ readonly type: 'mlc' } & MlcModel);
export interface PageLoadOptions {
  readonly backend: 'auto' | PageBackendId;
  readonly threads: number;
}
export type PageLoadProgress =
  OpenProgress | { readonly stage: 'fetching'; readonly done: number; readonly total: number | null };

const DAMAGED = ['checksum-mismatch', 'not-gguf', 'truncated-file', 'malformed-file'] as const;

/** Rejects AppError: 'model-missing', 'download-failed', 'checksum-mismatch', or what opening the file finds. */
export async function openModelSource(
  source: PageModelSource,
  { backend, threads }: PageLoadOptions,
  onProgress: (progress: PageLoadProgress) => void,
): Promise<Engine> {
  if (source.type === 'mlc') {
    const { openMlcModel } = await import('./backends/webllm/open-mlc-model.ts');
    return openMlcModel(source, { onProgress });
  }
  const open = (file: Blob): Promise<Engine> =>
    openEngine({ source: fromBlob(file), target: { backend, threads }, onProgress });
  return source.type === 'catalog'
    ? openShipped(shippedCard(source.id), open, onProgress)
    : open(source.file);
}

/** What is kept of it is taken first; a kept file that is damaged is fetched again. */
async function openShipped(
  card: ModelCard,
  open: (file: Blob) => Promise<Engine>,
  onProgress: (progress: PageLoadProgress) => void,
): Promise<Engine> {
  const kept = await cachedModel(card);
  if (kept !== null) {
    try {
      return await openChecked(card, kept, open);
    } catch (thrown) {
      const { code } = AppError.from(thrown);
      if (!DAMAGED.some((one) => one === code)) throw thrown;
      await forgetModel(card);
    }
  }
  const file = await fetchModel(`/${card.file}`, onProgress);
  const engine = await openChecked(card, file, open);
  await cacheModel(card, file);
  return engine;
}

async function openChecked(
  card: ModelCard,
  file: Blob,
  open: (file: Blob) => Promise<Engine>,
): Promise<Engine> {
  const engine = await open(file);
  try {
    checkDigest(card, engine.info.model.sha256);
  } catch (mismatch) {
    await engine.dispose();
    throw mismatch;
  }
  return engine;
}

/** Its bytes, without an engine. Rejects AppError 'model-missing' | 'download-failed' | 'checksum-mismatch'. */
export async function modelFile(source: PageModelSource): Promise<Blob> {
  if (source.type === 'mlc')
    throw new AppError(
      'bad-input',
      'A model of web-llm cannot be trained on. Choose a model with a GGUF file.',
    );
  if (source.type !== 'catalog') return source.file;
  const card = shippedCard(source.id);
  const kept = await cachedModel(card);
  if (kept !== null && (await digestOf(kept)) === card.sha256) return kept;
  const file = await fetchModel(`/${card.file}`, () => {});
  checkDigest(card, await digestOf(file));
  return file;
}

function digestOf(file: Blob): Promise<string> {
  return sha256(fromBlob(file));
}

/** Of a file that the user has. Rejects AppError: what keeps its header from being read. */
export function reportFile(file: Blob): Promise<ModelReport> {
  return reportModel(fromBlob(file));
}

function shippedCard(id: string): ModelCard {
  const card = cardOf(id);
  if (card === null)
    throw new AppError('model-missing', `There is no model called ${id}. Choose one from the list.`, { id });
  if (!card.organism) {
    throw new AppError(
      'model-missing',
      `${card.name} is not shipped with the page. Fetch it with "npm run st -- models get ${id}", then drop the GGUF file here.`,
      { id },
    );
  }
  return card;
}
