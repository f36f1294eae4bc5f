/**
 * Any token of the vocabulary by its text, with its raw probability and rank at a place of an answer: both come from the
 * full row of logits there (scoring/row-statistics.ts), of which the lists on screen show the head only.
 */
import { AppError } from '#core/app-error.ts';
import type { TokenId, Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { Engine, Next, Tokenizer } from '#engine/types.ts';
import { targetStatistics } from '#scoring/row-statistics.ts';
import { promptTokens } from './prompt.ts';
import { byteString } from './token-event.ts';

export interface TokenQuery {
  /** Rendered by the chat template; the assistant turn is left open. */
  readonly messages: readonly Message[];
  /** Answer tokens before the place. */
  readonly kept: Tokens;
  /** What the token's text is, begins with or holds; letter case and a space at the front matter only for the order. */
  readonly text: string;
  /** Most tokens to give back. */
  readonly limit: number;
}
export interface FoundToken {
  readonly id: TokenId;
  /** Latin-1: one character for each byte. */
  readonly bytes: string;
  /** Natural logarithm of the raw probability. */
  readonly logprob: number;
  /** 1 = most likely; ties broken by smaller id. */
  readonly rank: number;
  readonly special: boolean;
}
export interface FoundTokens {
  /** Likest text first, and of those alike the likeliest token. */
  readonly tokens: readonly FoundToken[];
  /** How many tokens match, those over the limit included. */
  readonly total: number;
}

/** Rejects 'aborted', and 'bad-input' or 'context-full' for a place that no model could stand at. */
export async function findTokens(
  engine: Engine,
  { messages, kept, text, limit }: TokenQuery,
  signal?: AbortSignal,
): Promise<FoundTokens> {
  const { tokenizer } = engine;
  const sequence = [...promptTokens(engine, messages), ...kept];
  const [next] = await engine.next([sequence], { logits: true }, signal);
  const { logits, lse } = next as Next;
  if (logits === undefined) throw new AppError('internal', 'There are no logits to search in. Report this.');
  const matches = matchingTokens(tokenizer, text);
  const logit = (id: TokenId): number => logits[id] ?? -Infinity;
  const sorted = matches.sort((a, b) => a.likeness - b.likeness || logit(b.id) - logit(a.id) || a.id - b.id);
  const tokens = sorted.slice(0, limit).map(({ id }) => ({
    ...targetStatistics(logits, id, lse),
    bytes: byteString(tokenizer, id),
    special: tokenizer.isSpecial(id),
  }));
  return { tokens, total: matches.length };
}

interface Match {
  readonly id: TokenId;
  /** 0: the very text; 1: but for case and a space at the front; 2: begins with it; 3: holds it. */
  readonly likeness: 0 | 1 | 2 | 3;
}

/** Every token whose text holds `text`, in order of id; none for an empty text. */
function matchingTokens(tokenizer: Tokenizer, text: string): Match[] {
  if (text === '') return [];
  const wanted = folded(text);
  return vocabularyOf(tokenizer).flatMap((own, id): Match[] => {
    const likeness = own === text ? 0 : foldedLikeness(folded(own), wanted, own.includes(text));
    return likeness === null ? [] : [{ id, likeness }];
  });
}

function foldedLikeness(own: string, wanted: string, holds: boolean): Match['likeness'] | null {
  // White space alone has no folded form.
  if (wanted === '') return holds ? 3 : null;
  if (own === wanted) return 1;
  if (own.startsWith(wanted)) return 2;
  return own.includes(wanted) ? 3 : null;
}

function folded(text: string): string {
  return text.trimStart().toLowerCase();
}

const vocabularies = new WeakMap<Tokenizer, readonly string[]>();

/** Text of each token; a part of a character is U+FFFD. */
function vocabularyOf(tokenizer: Tokenizer): readonly string[] {
  const known = vocabularies.get(tokenizer);
  if (known !== undefined) return known;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const texts = Array.from({ length: tokenizer.vocabSize }, (_, id) => decoder.decode(tokenizer.bytes(id)));
  vocabularies.set(tokenizer, texts);
  return texts;
}
