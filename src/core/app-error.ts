/**
 * The one error class. `code` is closed, facts are fields, and the message ends with what to do next.
 * Crosses the worker boundary as data (toWire/fromWire), so callers switch on `code`, never on `instanceof`.
 */
export const ERROR_CODES = [
  'bad-input',
  'not-gguf',
  'truncated-file',
  'malformed-file',
  'unsupported-architecture',
  'unsupported-tensor',
  'unsupported-tokenizer',
  'checksum-mismatch',
  'model-missing',
  'download-failed',
  'context-full',
  'out-of-memory',
  'backend-unavailable',
  'device-lost',
  'worker-lost',
  'aborted',
  'unsupported-version',
  'storage-full',
  'storage-unavailable',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
export type ErrorFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly facts: ErrorFacts;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.facts = facts;
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, facts: this.facts };
  }

  static fromWire(wire: WireError): AppError {
    return new AppError(wire.code, wire.message, wire.facts);
  }

  /** Wraps whatever was thrown; an AppError passes through unchanged. */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    return new AppError('internal', messageOf(thrown), {}, { cause: thrown });
  }
}

/** Runtimes compiled to WebAssembly throw plain objects (emscripten's ExitStatus), and GPU errors are no Errors either. */
function messageOf(thrown: unknown): string {
  const message: unknown =
    typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'message') : null;
  return typeof message === 'string' && message !== '' ? message : String(thrown);
}
