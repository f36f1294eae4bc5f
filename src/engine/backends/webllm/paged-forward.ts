/**
 * Runs tokens of one sequence through a loaded model and web-llm's runtime: embedding, forward pass over the paged cache,
 * statistics of its logits. Sequences of the cache are numbers; what they hold is the caller's to know.
 */
import { AppError } from '#core/app-error.ts';
import type { Row } from '#engine/decoder-backend.ts';
import type { Internals } from './internals.ts';
import type { AskedRows, LogitReader } from './logit-reader.ts';
import { missingInternal } from './missing-internal.ts';
import { firstOf, isTensor } from './tvm-objects.ts';
import type { TvmObject, TvmTensor } from './tvm-objects.ts';

export interface CacheSize {
  readonly sequences: number;
  /** Tokens of all sequences together. */
  readonly tokens: number;
}
/** web-llm's own; the pages of a fork are shared up to the page in which it happens. */
export const PAGE_TOKENS = 16;

export class PagedForward {
  private readonly cache: TvmObject;

  /** Puts a cache of this size in the place of web-llm's own, which has room for one sequence only. Throws 'out-of-memory'. */
  constructor(
    private readonly runtime: Internals,
    private readonly reader: LogitReader,
    size: CacheSize,
  ) {
    const { tvm } = runtime;
    const shape = (number: number): unknown => tvm.makeShapeTuple([number]);
    tvm.beginScope();
    try {
      runtime.kvCache.dispose();
      const sizes = [size.sequences, size.tokens, runtime.prefillChunkSize, PAGE_TOKENS, 0];
      const made = runtime.createCache(...sizes.map(shape));
      this.cache = runtime.kvCache = tvm.detachFromCurrentScope(made as TvmObject);
    } catch (thrown) {
      // web-llm has called the same function itself: only the size is new.
      throw hasExited(thrown) ? tooLarge(size.tokens) : thrown;
    } finally {
      tvm.endScope();
    }
  }

  /** Whether the rows of several positions come from one pass. */
  get givesAllRows(): boolean {
    return this.runtime.verify !== null;
  }

  add(sequence: number): void {
    this.runtime.cache.add(this.cache, this.id(sequence));
  }

  remove(sequence: number): void {
    this.runtime.cache.remove(this.cache, this.id(sequence));
  }

  /** `child` begins with the first `length` > 0 tokens of `parent`. */
  fork(parent: number, child: number, length: number): void {
    this.runtime.cache.fork(this.cache, this.id(parent), this.id(child), this.id(length));
  }

  /** Takes back the last `count` tokens. */
  pop(sequence: number, count: number): void {
    this.runtime.cache.pop(this.cache, this.id(sequence), this.runtime.tvm.scalar(count, 'int32'));
  }

  /** Appends the tokens, at most prefillChunkSize. The rows asked for are the last of them; they come once the GPU is done. */
  async run(sequence: number, tokens: readonly number[], asked: AskedRows): Promise<readonly Row[]> {
    const { tvm, device } = this.runtime;
    const count = asked.targets.length;
    let rows: Promise<readonly Row[]> | null = null;
    tvm.beginScope();
    try {
      const logits = this.forward(sequence, tokens, count > 1);
      const first = count > 1 ? tokens.length - count : 0;
      if (count > 0) rows = this.reader.read(logits, first, asked);
    } catch (thrown) {
      throw hasExited(thrown) ? otherModel() : thrown;
    } finally {
      tvm.endScope();
    }
    if (rows !== null) return rows;
    await device.sync();
    return [];
  }

  private forward(sequence: number, tokens: readonly number[], allRows: boolean): TvmTensor {
    const { tvm, device, model, cache, params, verify } = this.runtime;
    const ids = tvm.empty([tokens.length], 'int32', device).copyFrom(Int32Array.from(tokens));
    const embedded = tensor(model.embed(ids, params), 'embed');
    const width = embedded.shape.at(-1) ?? 0;
    const input = embedded.view([1, tokens.length, width]);
    cache.begin(this.cache, tvm.makeShapeTuple([sequence]), tvm.makeShapeTuple([tokens.length]));
    const all = allRows && verify !== null;
    const name = all ? 'batch_verify' : tokens.length === 1 ? 'decode' : 'prefill';
    const run = all ? verify : tokens.length === 1 ? model.decode : model.prefill;
    const result = run(input, this.cache, params);
    cache.end(this.cache);
    const first = firstOf(result);
    if (first === undefined) throw missingInternal('result.get');
    const logits = tensor(first, name);
    if (logits.dtype !== 'float32') throw missingInternal(`float32 logits of ${name}`);
    return logits;
  }

  private id(value: number): unknown {
    return this.runtime.tvm.scalar(value, 'int64');
  }
}

function tensor(value: unknown, from: string): TvmTensor {
  if (isTensor(value)) return value;
  throw missingInternal(`tensor of ${from}`);
}

/** What emscripten throws, no Error, when the library's runtime ends itself; why, it has told nobody. */
function hasExited(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, 'name') === 'ExitStatus';
}

function tooLarge(tokens: number): AppError {
  return new AppError(
    'out-of-memory',
    `web-llm cannot make room for ${tokens} tokens. Choose a smaller model, one that reads less at once, or another engine.`,
    { tokens },
  );
}

function otherModel(): AppError {
  return new AppError(
    'backend-unavailable',
    'The compiled library gave up on this model: most likely it was built for another one. Check the address of the library, or choose another model.',
  );
}
