/** What is said of a model of web-llm. Pure. */
import type { MlcOffer } from './web-llm-models.svelte.ts';

type Size = (bytes: number) => string;

/** For the picker: why not, or what it takes. @param size writes bytes */
export function offerHint({ lack, bytes, memory, whole }: MlcOffer, size: Size): string {
  if (lack !== null) return lack;
  const fetched = whole ? 'kept here' : bytes === null ? 'size unknown' : `about ${size(bytes)} to fetch`;
  return memory === null ? fetched : `${fetched}, ${size(memory)} of memory`;
}

/** What of it lies in this browser. */
export function keptWords({ keptBytes, whole }: MlcOffer, size: Size): string {
  if (keptBytes === 0) return 'not yet: it is fetched when it is loaded, and then kept';
  return whole
    ? `${size(keptBytes)} kept in this browser`
    : `${size(keptBytes)} kept, the rest is fetched when it is loaded`;
}
