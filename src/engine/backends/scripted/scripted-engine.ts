/**
 * An engine whose logits are given: for laws about what runs on an engine, and for pictures of known states. Everything
 * above the logits is real: statistics, candidates, cost, limits, abort. Must not be offered to users as a model.
 */
import { AppError } from '#core/app-error.ts';
import type { TokenId, Tokens } from '#core/ids.ts';
import { rowStatistics, targetStatistics, topK } from '#scoring/row-statistics.ts';
import type { CostReport, Engine, EngineInfo, Next, TokenStats, Want } from '../../types.ts';
import { scriptedTokenizer } from './scripted-tokenizer.ts';

export interface Script {
  /** Beyond bytes and chat marks. */
  readonly pieces?: readonly string[];
  /** Raw logits after a sequence, one for each token of the vocabulary; a function of the sequence alone. */
  readonly row: (tokens: Tokens, vocabSize: number) => Float32Array;
  /** Tokens. */
  readonly context?: number;
}

export class ScriptedEngine implements Engine {
  readonly tokenizer;
  readonly info: EngineInfo;
  /** Sizes of the batches of `next` so far. */
  readonly batches: number[] = [];
  readonly #row: Script['row'];
  #computed = 0;
  #passes = 0;

  constructor({ pieces = [], row, context = 512 }: Script) {
    this.tokenizer = scriptedTokenizer(pieces);
    this.#row = row;
    this.info = describe(this.tokenizer.vocabSize, context);
  }

  async next(sequences: readonly Tokens[], want: Want = {}, signal?: AbortSignal): Promise<readonly Next[]> {
    await this.#pass(sequences, signal);
    this.batches.push(sequences.length);
    this.#computed += sequences.length;
    return sequences.map((tokens) => this.#describe(tokens, want));
  }

  async score(
    tokens: Tokens,
    from: number,
    want: Want = {},
    signal?: AbortSignal,
  ): Promise<readonly TokenStats[]> {
    if (from < 1)
      throw new AppError('bad-input', 'The first token has nothing before it. Score from token 1 on.');
    await this.#pass([tokens], signal);
    this.#computed += tokens.length - from;
    return tokens.slice(from).map((id, i) => this.#scored(tokens.slice(0, from + i), id, want));
  }

  memory() {
    return { weightBytes: 0, cacheBytes: 0, cachedTokens: 0 };
  }
  cost(): CostReport {
    return { computedTokens: this.#computed, reusedTokens: 0, passes: this.#passes };
  }
  async dispose(): Promise<void> {}

  async #pass(sequences: readonly Tokens[], signal: AbortSignal | undefined): Promise<void> {
    await Promise.resolve();
    if (signal?.aborted) throw new AppError('aborted', 'Stopped. Run it again to go on.');
    const longest = Math.max(...sequences.map(({ length }) => length));
    const shortest = Math.min(...sequences.map(({ length }) => length));
    if (shortest < 1) throw new AppError('bad-input', 'A sequence is empty. Give at least one token.');
    if (longest > this.info.model.context)
      throw new AppError('context-full', `${longest} tokens do not fit. Shorten the text.`, {
        tokens: longest,
      });
    this.#passes += 1;
  }

  #logits(tokens: Tokens): Float32Array {
    return this.#row(tokens, this.tokenizer.vocabSize);
  }
  #describe(tokens: Tokens, want: Want): Next {
    const logits = this.#logits(tokens);
    const statistics = rowStatistics(logits);
    const next = { ...statistics, top: topK(logits, want.topK ?? 0, statistics.lse) };
    return want.logits ? { ...next, logits } : next;
  }
  #scored(before: Tokens, id: TokenId, want: Want): TokenStats {
    const next = this.#describe(before, want);
    return { ...next, ...targetStatistics(this.#logits(before), id, next.lse) };
  }
}

function describe(vocabSize: number, context: number): EngineInfo {
  return {
    backend: 'scripted',
    reason: 'its rows are given',
    threads: 1,
    precision: 'fp32',
    model: {
      name: 'scripted',
      architecture: 'scripted',
      sha256: '',
      bytes: 0,
      parameters: 0,
      layers: 0,
      hiddenSize: 0,
      vocabSize,
      context,
      quantisation: 'none',
      license: 'Apache-2.0',
    },
  };
}
