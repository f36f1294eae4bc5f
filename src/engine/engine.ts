/**
 * The engine over any decoder backend: checks what is asked, answers from memory what was just answered, hands the rest
 * to the scheduler. It must not know how rows are computed or where key/value rows live.
 */
import { AppError } from '#core/app-error.ts';
import type { TokenId, Tokens } from '#core/ids.ts';
import { MAX_TOP_K } from '#scoring/row-statistics.ts';
import { RowMemory } from './cache/row-memory.ts';
import type { DecoderBackend, Row } from './decoder-backend.ts';
import { Scheduler } from './schedule/scheduler.ts';
import type { Engine, EngineInfo, ModelFacts, Next, TokenStats, Tokenizer, Want } from './types.ts';

export interface EngineParts {
  readonly backend: DecoderBackend;
  readonly tokenizer: Tokenizer;
  readonly facts: ModelFacts;
  /** Bytes of finished answers kept; default 16 MiB, 0 keeps none. */
  readonly answerBytes?: number;
}
const ANSWER_BYTES = 16 << 20;

export function createEngine({ backend, tokenizer, facts, answerBytes = ANSWER_BYTES }: EngineParts): Engine {
  const scheduler = new Scheduler(backend);
  const answers = new RowMemory(answerBytes);
  const info = infoOf(backend, facts);
  const check = (tokens: Tokens): void => checkTokens(tokens, info.model);

  const nextOne = async (tokens: Tokens, want: Want, signal?: AbortSignal): Promise<Next> => {
    const kept = signal?.aborted ? null : answers.find(tokens, want);
    if (kept) return trim(kept, want);
    const rows = await scheduler.ask({ tokens, from: tokens.length - 1, want, signal });
    const row = rows.at(-1) as Row;
    answers.keep(tokens, row);
    return trim(row, want);
  };

  return {
    info,
    tokenizer,
    async next(sequences, want = {}, signal) {
      checkWant(want);
      sequences.forEach(check);
      const pending = new Map<string, Promise<Next>>();
      const asked = sequences.map((tokens) => {
        const key = tokens.join();
        const same = pending.get(key) ?? nextOne([...tokens], want, signal);
        pending.set(key, same);
        return same;
      });
      return Promise.all(asked);
    },
    async score(tokens, from, want = {}, signal) {
      checkWant(want);
      check(tokens);
      checkFrom(tokens, from);
      if (from === tokens.length) return [];
      const targets = tokens.slice(from);
      const question = { tokens: tokens.slice(0, -1), from: from - 1, targets, want, signal };
      const rows = await scheduler.ask(question);
      return rows.map((row) => tokenStats(row, want));
    },
    memory() {
      const own = backend.memory();
      return { ...own, cacheBytes: own.cacheBytes + answers.bytes };
    },
    cost: () => scheduler.cost(),
    async dispose() {
      await scheduler.close();
      await backend.dispose();
    },
  };
}

function infoOf(backend: DecoderBackend, facts: ModelFacts): EngineInfo {
  const { id, reason, threads, precision, lacks } = backend;
  const context = Math.min(facts.context, backend.context);
  const info = { backend: id, reason, threads, precision, model: { ...facts, context } };
  return lacks ? { ...info, lacks } : info;
}

/** Only what was asked for: a batch may have computed more for a neighbour. */
function trim(next: Next, want: Want): Next {
  const { lse, max, meanLogit, entropy, varentropy, sumSquares, margin, selfCertainty } = next;
  return {
    ...{ lse, max, meanLogit, entropy, varentropy, sumSquares, margin, selfCertainty },
    top: next.top.slice(0, want.topK ?? 0),
    ...(want.logits && next.logits ? { logits: next.logits } : {}),
    ...(want.hidden && next.hidden ? { hidden: next.hidden } : {}),
  };
}

function tokenStats(row: Row, want: Want): TokenStats {
  if (!row.target) throw new AppError('internal', 'The backend left out a target row. Reload and try again.');
  return { ...trim(row, want), ...row.target };
}

function checkTokens(tokens: Tokens, model: ModelFacts): void {
  if (tokens.length === 0)
    throw new AppError('bad-input', 'An empty sequence has no next token. Give at least one token.');
  if (tokens.length > model.context)
    throw new AppError(
      'context-full',
      `The text is ${tokens.length} tokens long and the model reads at most ${model.context}. Shorten it or go back to an earlier step.`,
      { tokens: tokens.length, context: model.context },
    );
  const isToken = (id: TokenId): boolean => Number.isInteger(id) && id >= 0 && id < model.vocabSize;
  const at = tokens.findIndex((id) => !isToken(id));
  if (at < 0) return;
  throw new AppError(
    'bad-input',
    `Token ${tokens[at]} at position ${at} is not in this model's vocabulary of ${model.vocabSize}. Encode the text with this model's tokenizer.`,
    { position: at, vocabSize: model.vocabSize },
  );
}

function checkFrom(tokens: Tokens, from: number): void {
  if (Number.isInteger(from) && from >= 1 && from <= tokens.length) return;
  throw new AppError(
    'bad-input',
    `Scoring starts at token ${from} of ${tokens.length}; the first token has nothing before it. Start between 1 and the length.`,
    { from, tokens: tokens.length },
  );
}

function checkWant({ topK = 0 }: Want): void {
  if (Number.isInteger(topK) && topK >= 0 && topK <= MAX_TOP_K) return;
  throw new AppError('bad-input', `${topK} candidates were asked for. Ask for 0 to ${MAX_TOP_K}.`, { topK });
}
