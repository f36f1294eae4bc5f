/**
 * Decoder backend over web-llm's declared interface alone, for a release whose internals are not where they were: token
 * ids in (forwardTokensAndSample, whose own choice is thrown away), raw logits out (a logit processor, which sees them
 * before any penalty or temperature). One sequence, which only grows: going back and forking read again from the start,
 * and the cost report shows it.
 */
import { AppError } from '#core/app-error.ts';
import type { TokenId, Tokens } from '#core/ids.ts';
import type { DecoderBackend, Row, RowRequest } from '#engine/decoder-backend.ts';
import type { GpuDevice } from '#engine/gpu-device.ts';
import { readRow } from '#engine/read-row.ts';
import type { MemoryReport, Want } from '#engine/types.ts';

/** Of web-llm's engine, one loaded model. */
export interface PublicModel {
  /** Runs the tokens on what was run before; the logits after the last one go to the tap. */
  forward(tokens: TokenId[], isFirst: boolean): Promise<void>;
  /** Forgets what was run. */
  reset(): Promise<void>;
  unload(): Promise<void>;
}
/** Given to web-llm as its logit processor. */
export class LogitTap {
  last: Float32Array | null = null;

  readonly processLogits = (logits: Float32Array): Float32Array => {
    this.last = logits.slice();
    return logits;
  };
  readonly processSampledToken = (): void => undefined;
  readonly resetState = (): void => undefined;
}

export interface PublicParts {
  readonly model: PublicModel;
  readonly tap: LogitTap;
  /** On which it runs; null where that cannot be reached, and its loss is told late or never. */
  readonly gpu: Pick<GpuDevice, 'check' | 'guard' | 'lost'> | null;
  /** Names that were not found. */
  readonly missing: readonly string[];
  readonly reason: string;
  readonly precision: string;
  readonly positions: number;
  readonly chunk: number;
  readonly vocabSize: number;
  readonly bytesPerToken: number;
  readonly weightBytes: number;
}

export class PublicBackend implements DecoderBackend {
  readonly id = 'webllm';
  readonly threads = 1;
  readonly maxBatch = 1;
  readonly lacks = ['hidden', 'rewind'] as const;
  readonly reason: string;
  readonly precision: string;
  readonly context: number;
  readonly chunk: number;
  private held: readonly TokenId[] = [];

  constructor(private readonly parts: PublicParts) {
    this.reason = `${parts.reason} Going back reads again from the start, since this web-llm has no ${parts.missing.slice(0, 3).join(', ')}.`;
    this.precision = parts.precision;
    this.context = parts.positions;
    this.chunk = parts.chunk;
  }

  /** The logits of the last token are gone: a sequence counts as kept only where it goes on. */
  cachedLength(tokens: Tokens): number {
    const { held } = this;
    const goesOn = held.length < tokens.length && held.every((id, i) => id === tokens[i]);
    return goesOn ? held.length : 0;
  }

  async run(requests: readonly RowRequest[], want: Want): Promise<readonly (readonly Row[])[]> {
    this.parts.gpu?.check();
    if (want.hidden)
      throw new AppError(
        'backend-unavailable',
        'web-llm gives no hidden states. Choose WebGPU or WebAssembly as engine, then ask again.',
      );
    const rows: (readonly Row[])[] = [];
    for (const request of requests) rows.push(await this.answer(request, want));
    return rows;
  }

  memory(): MemoryReport {
    const { weightBytes, bytesPerToken, positions } = this.parts;
    return { weightBytes, cacheBytes: bytesPerToken * positions, cachedTokens: this.held.length };
  }

  async dispose(): Promise<void> {
    const { gpu, model } = this.parts;
    // A runtime whose device is gone has been unloaded by web-llm itself.
    if (!gpu?.lost) await model.unload();
  }

  private async answer({ tokens, from, targets }: RowRequest, want: Want): Promise<readonly Row[]> {
    let at = this.cachedLength(tokens);
    if (at === 0 || at > from) {
      this.held = [];
      await this.guarded(this.parts.model.reset());
      at = 0;
    }
    const rows: Row[] = [];
    while (at < tokens.length) {
      // One call gives the row after its last token only.
      const end = at < from ? Math.min(from, at + this.chunk, tokens.length) : at + 1;
      // A call that fails may leave rows of which nothing is known.
      this.held = [];
      const logits = await this.forward(tokens.slice(at, end), at === 0);
      this.held = tokens.slice(0, end);
      if (end > from) rows.push(readRow(logits, want, targets?.[end - 1 - from]));
      at = end;
    }
    return rows;
  }

  private async forward(tokens: TokenId[], isFirst: boolean): Promise<Float32Array> {
    const { model, tap, vocabSize } = this.parts;
    tap.last = null;
    await this.guarded(model.forward(tokens, isFirst));
    const logits: Float32Array | null = this.parts.tap.last;
    if (logits === null)
      throw new AppError(
        'backend-unavailable',
        'web-llm hands out no logits here. Choose WebGPU or WebAssembly as engine.',
      );
    return logits.slice(0, vocabSize);
  }

  private guarded(task: Promise<void>): Promise<void> {
    return this.parts.gpu?.guard(task) ?? task;
  }
}
