/** A training document as text: turns of segments, each with its weight in the loss; and its tokens. */
import type { EncodeText } from '#train/bpe-encoder.ts';
import type { DocumentKind } from '#train/mix.ts';
import type { SpecialToken, TokenizerFile } from '#train/tokenizer-format.ts';
import type { TrainingDocument } from '#train/training-document.ts';

/** A segment begins and ends where the pre-tokenizer splits, so that segments encode as the whole text does. */
export interface Segment {
  readonly text: string;
  readonly weight: number;
}
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly segments: readonly Segment[];
}
export interface TextDocument {
  readonly kind: DocumentKind;
  readonly turns: readonly Turn[];
}

export function userTurn(text: string): Turn {
  return { role: 'user', segments: [{ text, weight: 0 }] };
}
export function assistantTurn(...parts: readonly (string | Segment)[]): Turn {
  return {
    role: 'assistant',
    segments: parts.map((part) => (typeof part === 'string' ? { text: part, weight: 1 } : part)),
  };
}

export function documentText({ turns }: TextDocument): string {
  return turns
    .map(({ role, segments }) => `<|${role}|>${segments.map(({ text }) => text).join('')}<|end|>`)
    .join('');
}

/** The user's turn and the role tokens weigh 0; the assistant's `<|end|>` weighs 1. */
export function encodeDocument(
  document: Pick<TextDocument, 'turns'>,
  encode: EncodeText,
  special: TokenizerFile['special'],
): TrainingDocument {
  const tokens: number[] = [];
  const weights: number[] = [];
  const push = (ids: readonly number[], weight: number): void => {
    tokens.push(...ids);
    weights.push(...ids.map(() => weight));
  };
  for (const { role, segments } of document.turns) {
    const opening: SpecialToken = `<|${role}|>`;
    push([special[opening]], 0);
    for (const { text, weight } of segments) push(encode(text), weight);
    push([special['<|end|>']], role === 'assistant' ? 1 : 0);
  }
  return { tokens, weights };
}
