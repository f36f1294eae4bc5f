/**
 * Text of tokens as they arrive. A character whose bytes are spread over tokens appears when its last byte does, so no
 * broken character is ever shown; what was shown is never taken back. The text of all pieces is that of the joined bytes.
 */
import type { TokenId } from '#core/ids.ts';
import type { Tokenizer } from '#engine/types.ts';

export interface StreamingDecoder {
  /** The text that `id` completes; often one token's, sometimes none. */
  push(id: TokenId): string;
  /** The rest: bytes that never became a character appear as U+FFFD. Ready for a new text afterwards. */
  finish(): string;
}

export function createStreamingDecoder(tokenizer: Pick<Tokenizer, 'bytes'>): StreamingDecoder {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    push: (id) => decoder.decode(tokenizer.bytes(id), { stream: true }),
    finish: () => decoder.decode(),
  };
}
