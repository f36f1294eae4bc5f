/** What is said of a model of web-llm. Pure. */
import type { MlcOffer } from './web-llm-models.svelte.ts';

type Size = (bytes: number) => string;

/** For the picker: what it takes, and why not. @param size writes bytes */
export function offerHint({ lack, bytes, memory, whole }: MlcOffer, size: Size): string {
  const fetched = whole ? 'kept here' : bytes === null ? 'size unknown' : `about ${size(bytes)} to fetch`;
  const taken = memory === null ? fetched : `${fetched}, ${size(memory)} of memory`;
  return lack === null ? taken : `${taken}; ${lack}`;
}

/** What of it lies in this browser. */
export function keptWords({ keptBytes, whole }: MlcOffer, size: Size): string {
  if (keptBytes === 0) return 'not yet: it is fetched when it is loaded, and then kept';
  return whole
    ? `${size(keptBytes)} kept in this browser`
    : `${size(keptBytes)} kept, the rest is fetched when it is loaded`;
}
