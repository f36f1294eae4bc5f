/**
 * Runs tokens of one sequence through a loaded model and web-llm's runtime: embedding, forward pass over the paged cache,
 * logits to the CPU in one copy. Sequences of the cache are numbers; what they hold is the caller's to know.
 */
import { AppError } from '#core/app-error.ts';
import { firstOf, isTensor } from './internals.ts';
import type { Internals, TvmObject, TvmTensor } from './internals.ts';

/** Which rows of logits are wanted of the tokens that are run. */
export type WantedRows = 'none' | 'last' | 'all';

export interface CacheSize {
  readonly sequences: number;
  /** Tokens of all sequences together. */
  readonly tokens: number;
}
/** web-llm's own; the pages of a fork are shared up to the page in which it happens. */
export const PAGE_TOKENS = 16;

export class PagedForward {
  private readonly cache: TvmObject;

  /** Puts a cache of this size in the place of web-llm's own, which has room for one sequence only. */
  constructor(
    private readonly runtime: Internals,
    size: CacheSize,
  ) {
    const { tvm } = runtime;
    const shape = (number: number): unknown => tvm.makeShapeTuple([number]);
    tvm.beginScope();
    runtime.kvCache.dispose();
    const sizes = [size.sequences, size.tokens, runtime.prefillChunkSize, PAGE_TOKENS, 0];
    const made = runtime.createCache(...sizes.map(shape));
    this.cache = runtime.kvCache = tvm.detachFromCurrentScope(made as TvmObject);
    tvm.endScope();
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

  /**
   * Appends the tokens, at most prefillChunkSize. Resolves to logits [rows, fullVocabSize] once the GPU is done, empty
   * for 'none'.
   */
  async run(sequence: number, tokens: readonly number[], rows: WantedRows): Promise<Float32Array> {
    const { tvm, device } = this.runtime;
    tvm.beginScope();
    let copy: TvmTensor | null = null;
    try {
      const logits = this.forward(sequence, tokens, rows);
      if (rows !== 'none') {
        const empty = tvm.empty(logits.shape, logits.dtype, tvm.cpu());
        copy = tvm.detachFromCurrentScope(empty.copyFrom(logits));
      }
    } catch (thrown) {
      throw hasExited(thrown) ? otherModel() : thrown;
    } finally {
      tvm.endScope();
    }
    await device.sync();
    if (copy === null) return new Float32Array(0);
    const values = copy.toArray();
    copy.dispose();
    return values;
  }

  private forward(sequence: number, tokens: readonly number[], rows: WantedRows): TvmTensor {
    const { tvm, device, model, cache, params, verify } = this.runtime;
    const ids = tvm.empty([tokens.length], 'int32', device).copyFrom(Int32Array.from(tokens));
    const embedded = tensor(model.embed(ids, params), 'embed');
    const width = embedded.shape.at(-1) ?? 0;
    const input = embedded.view([1, tokens.length, width]);
    cache.begin(this.cache, tvm.makeShapeTuple([sequence]), tvm.makeShapeTuple([tokens.length]));
    const all = rows === 'all' && verify !== null;
    const name = all ? 'batch_verify' : tokens.length === 1 ? 'decode' : 'prefill';
    const run = all ? verify : tokens.length === 1 ? model.decode : model.prefill;
    const result = run(input, this.cache, params);
    cache.end(this.cache);
    const logits = tensor(firstOf(result), name);
    if (logits.dtype !== 'float32') throw unreadable(`${name} gives logits as ${logits.dtype}`);
    return logits;
  }

  private id(value: number): unknown {
    return this.runtime.tvm.scalar(value, 'int64');
  }
}

function tensor(value: unknown, from: string): TvmTensor {
  if (isTensor(value)) return value;
  throw unreadable(`${from} gives no tensor`);
}

function unreadable(why: string): AppError {
  return new AppError('backend-unavailable', `web-llm cannot be used: ${why}. Choose another backend.`, {
    why,
  });
}

/** What emscripten throws, no Error, when the library's runtime ends itself; why, it has told nobody. */
function hasExited(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, 'name') === 'ExitStatus';
}

function otherModel(): AppError {
  return new AppError(
    'backend-unavailable',
    'The compiled library gave up on this model: most likely it was built for another one. Check the address of the library, or choose another model.',
  );
}
