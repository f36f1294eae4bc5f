/**
 * One answer being written: its tokens, its chance, and when it is over. Chance for answer token i comes from the seed
 * and i alone, so that an answer written token by token, in one go or in a batch is the same answer.
 */
import { AppError } from '#core/app-error.ts';
import { createRng } from '#core/rng.ts';
import type { Rng } from '#core/rng.ts';
import type { TokenId, Tokens } from '#core/ids.ts';
import type { EndCause, SamplingSettings, TokenEvent } from '#core/trace/events.ts';
import { sampleToken } from '#engine/sampling/sample.ts';
import type { Engine, Next, Want } from '#engine/types.ts';
import type { Drawing } from './request.ts';
import { statsOf, tokenEvent } from './token-event.ts';

export interface LaneSettings {
  readonly settings: SamplingSettings;
  readonly seed: number;
  /** Most tokens to generate. */
  readonly budget: number;
  readonly topK: number;
}

export class Lane {
  readonly #engine: Engine;
  readonly #rng: Rng;
  readonly #settings: LaneSettings;
  readonly #promptLength: number;
  #sequence: Tokens;
  #generated = 0;

  constructor(engine: Engine, prompt: Tokens, kept: Tokens, settings: LaneSettings) {
    this.#engine = engine;
    this.#rng = createRng(settings.seed);
    this.#settings = settings;
    this.#promptLength = prompt.length;
    this.#sequence = [...prompt, ...kept];
  }
  /** Prompt and answer. */
  get sequence(): Tokens {
    return this.#sequence;
  }
  get answer(): Tokens {
    return this.#sequence.slice(this.#promptLength);
  }
  get answerLength(): number {
    return this.#sequence.length - this.#promptLength;
  }
  get generated(): number {
    return this.#generated;
  }
  /** What must be asked of the engine before `draw`: logits only where chance needs them. */
  get want(): Want {
    const { topK, settings } = this.#settings;
    return { topK: Math.max(1, topK), logits: settings.temperature > 0 };
  }
  /** Why nothing more can be written, or null. The last token must still fit into the context. */
  get over(): EndCause | null {
    if (this.#generated >= this.#settings.budget) return 'budget';
    return this.#sequence.length >= this.#engine.info.model.context ? 'context-full' : null;
  }

  force(tokens: Tokens): void {
    this.#sequence = [...this.#sequence, ...tokens];
  }

  /** The next answer token, from the distribution after `sequence`; writes nothing, and draws the same again if asked. */
  draw(next: Next, settings: Drawing = this.#settings.settings): TokenEvent {
    const { id, prob } = this.#choose(next, settings);
    const stats = { ...statsOf(next, id), top: next.top.slice(0, this.#settings.topK) };
    return tokenEvent(this.#engine, stats, { sampledProb: prob, forced: null });
  }

  /** Writes a drawn token; true when it ends the model's turn. */
  write({ id }: TokenEvent): boolean {
    this.force([id]);
    this.#generated += 1;
    return this.#engine.tokenizer.stop.has(id);
  }

  #choose(next: Next, settings: Drawing): { readonly id: TokenId; readonly prob: number } {
    const [best] = next.top;
    if (settings.temperature <= 0 && best !== undefined) return { id: best.id, prob: 1 };
    if (next.logits === undefined)
      throw new AppError('internal', 'There are no logits to draw from. Report this.');
    return sampleToken(next.logits, settings, this.#rng.fork(this.answerLength));
  }
}
