/**
 * From the vocabulary of a GGUF file to `@huggingface/tokenizers`: byte-level BPE with merges, or SentencePiece BPE whose
 * merge order follows from the scores. Special tokens stay outside (special-tokens.ts finds them), so a control token's
 * text in plain input is spelled like any other text.
 */
import { BPE, Tokenizer as HubTokenizer } from '@huggingface/tokenizers';
import { malformedMetadata } from './metadata.ts';
import type { PreTokenizer } from './pre-tokenizers.ts';
import { CONTROL, USER_DEFINED, type TokenTable } from './token-table.ts';

export type EncodeText = (text: string) => number[];

function plainVocabulary(table: TokenTable): Record<string, number> {
  // No prototype: '__proto__' is a possible token.
  const vocabulary = Object.create(null) as Record<string, number>;
  table.texts.forEach((text, id) => {
    const kind = table.kinds[id];
    if (kind !== CONTROL && kind !== USER_DEFINED) vocabulary[text] = id;
  });
  return vocabulary;
}

interface Stages {
  readonly normalizer: object | null;
  readonly pre_tokenizer: object | null;
  readonly model: object;
}

function build(stages: Stages): HubTokenizer {
  return new HubTokenizer({ ...stages, decoder: null, post_processor: null, added_tokens: [] }, {});
}

function encoder(hub: HubTokenizer): EncodeText {
  return (text) => (text === '' ? [] : hub.encode(text, { add_special_tokens: false }).ids);
}

export function byteLevelEncoder(
  table: TokenTable,
  merges: readonly string[],
  pre: PreTokenizer,
): EncodeText {
  const pairs = merges.map((merge) => {
    // A token may itself begin with nothing but the separator, never contain it: spaces are written Ġ.
    const at = merge.indexOf(' ', 1);
    if (at < 1)
      throw malformedMetadata(`“${merge.slice(0, 40)}” is no merge of two tokens.`, 'tokenizer.ggml.merges');
    return [merge.slice(0, at), merge.slice(at + 1)];
  });
  const splits = pre.patterns.map((pattern) => ({
    type: 'Split',
    pattern: { Regex: pattern },
    behavior: 'Isolated',
    invert: false,
  }));
  const hub = build({
    normalizer: pre.nfc ? { type: 'NFC' } : null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [...splits, { type: 'ByteLevel', add_prefix_space: false, use_regex: false }],
    },
    model: {
      type: 'BPE',
      vocab: plainVocabulary(table),
      merges: pairs,
      ignore_merges: pre.ignoreMerges,
      ...(table.unknownId === null ? {} : { unk_token: table.texts[table.unknownId] }),
    },
  });
  return encoder(hub);
}

export function sentencePieceEncoder(table: TokenTable, scores: ArrayLike<number>): EncodeText {
  const vocabulary = plainVocabulary(table);
  const merges = scoreMerges(vocabulary, scores);
  const hub = build({
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: null,
    model: {
      type: 'BPE',
      vocab: vocabulary,
      merges: merges.map(({ pair }) => pair),
      byte_fallback: true,
      fuse_unk: true,
      unk_token: table.texts[table.unknownId ?? 0],
    },
  });
  shareRanks(hub, merges);
  return encoder(hub);
}

interface ScoredMerge {
  readonly pair: readonly [string, string];
  readonly score: number;
}

/** Every way to put a piece together from two pieces, best score first. */
function scoreMerges(vocabulary: Record<string, number>, scores: ArrayLike<number>): ScoredMerge[] {
  const merges: ScoredMerge[] = [];
  for (const [piece, id] of Object.entries(vocabulary)) {
    const letters = Array.from(piece);
    for (let cut = 1; cut < letters.length; cut++) {
      const pair = [letters.slice(0, cut).join(''), letters.slice(cut).join('')] as const;
      if (pair[0] in vocabulary && pair[1] in vocabulary) merges.push({ pair, score: scores[id] as number });
    }
  }
  return merges.sort((a, b) => b.score - a.score);
}

/**
 * SentencePiece compares scores, then position: two ways to make one piece, or two pieces of one score, are equally good,
 * and the left one wins. A plain merge list would rank one of them first wherever it stands.
 */
function shareRanks(hub: HubTokenizer, merges: readonly ScoredMerge[]): void {
  const { model } = hub;
  if (!(model instanceof BPE)) throw new Error('@huggingface/tokenizers built another model than BPE.');
  let rank = -1;
  let last = Infinity;
  for (const { pair, score } of merges) {
    if (score < last) rank++;
    last = score;
    model.bpe_ranks.set(JSON.stringify(pair), rank);
  }
}
