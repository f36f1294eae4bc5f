/** A training document as text: turns of segments, each with its weight in the loss; and its tokens. */
import type { EncodeText } from '#train/bpe-encoder.ts';
import type { DocumentKind } from '#train/mix.ts';
import type { SpecialToken, TokenizerFile } from '#train/tokenizer-format.ts';
import type { TrainingDocument } from '#train/training-document.ts';

/** A segment begins and ends where the pre-tokenizer splits, so that segments encode as the whole text does. */
export interface Segment {
  readonly text: string;
  readonly weight: number;
  /** A word that is asked for where this text begins, though the text stands there; the weight is then that word's alone. */
  readonly asked?: string;
}
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly segments: readonly Segment[];
}
export interface TextDocument {
  readonly kind: DocumentKind;
  readonly turns: readonly Turn[];
}

export function userTurn(...parts: readonly (string | Segment)[]): Turn {
  return { role: 'user', segments: weighted(parts, 0) };
}
export function assistantTurn(...parts: readonly (string | Segment)[]): Turn {
  return { role: 'assistant', segments: weighted(parts, 1) };
}
function weighted(parts: readonly (string | Segment)[], weight: number): Segment[] {
  return parts.map((part) => (typeof part === 'string' ? { text: part, weight } : part));
}

export function documentText({ turns }: TextDocument): string {
  return turns
    .map(({ role, segments }) => `<|${role}|>${segments.map(({ text }) => text).join('')}<|end|>`)
    .join('');
}

/** The user's turn (where no segment says otherwise) and the role tokens weigh 0; the assistant's `<|end|>` weighs 1. */
export function encodeDocument(
  document: Pick<TextDocument, 'turns'>,
  encode: EncodeText,
  special: TokenizerFile['special'],
): TrainingDocument {
  const tokens: number[] = [];
  const weights: number[] = [];
  const targets: number[] = [];
  const push = (ids: readonly number[], weight: number, asked?: number): void => {
    tokens.push(...ids);
    weights.push(...ids.map((_, i) => (asked === undefined || i === 0 ? weight : 0)));
    targets.push(...ids.map((id, i) => (i === 0 ? (asked ?? id) : id)));
  };
  for (const { role, segments } of document.turns) {
    const opening: SpecialToken = `<|${role}|>`;
    push([special[opening]], 0);
    for (const { text, weight, asked } of segments)
      push(encode(text), weight, asked === undefined ? undefined : encode(asked)[0]);
    push([special['<|end|>']], role === 'assistant' ? 1 : 0);
  }
  return { tokens, weights, targets };
}
