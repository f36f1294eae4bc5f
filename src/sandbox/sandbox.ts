/**
 * Programs that a model wrote, each in the interpreter of a thread of its own: what does not end by itself is ended with
 * the thread. One program at a time.
 */
import { AppError } from '#core/app-error.ts';
import { EXECUTION_LIMITS } from '#core/execution.ts';
import type { Execution, ExecutionLimits } from '#core/execution.ts';

export interface ProgramOrder {
  readonly program: string;
  readonly limits: ExecutionLimits;
}
/** A worker of the page or a thread of Node. */
export interface SandboxThread {
  /** Rejects when it cannot be started. */
  readonly ready: Promise<unknown>;
  /** One at a time, when it is ready. Rejects when the program broke the thread, which must be ended then. */
  run(order: ProgramOrder): Promise<Execution>;
  end(): void;
}
export interface Sandbox {
  /** Rejects AppError 'aborted' when stopped, 'internal' when the thread cannot be started. */
  run(program: string, signal?: AbortSignal): Promise<Execution>;
  close(): void;
}

export function openSandbox(start: () => SandboxThread, limits: ExecutionLimits = EXECUTION_LIMITS): Sandbox {
  let thread: SandboxThread | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const drop = (): void => {
    thread?.end();
    thread = null;
  };
  const runNow = async (program: string, signal?: AbortSignal): Promise<Execution> => {
    if (signal?.aborted) throw stopped();
    const at = (thread ??= start());
    // Starting is not the program's time: on a busy machine it takes longer than any program may.
    await unlessStopped(at.ready.catch(notStarted), signal).catch(dropAndThrow);
    const ran = at.run({ program, limits }).catch(() => (drop(), BROKEN));
    return unlessStopped(inTime(ran), signal).catch(dropAndThrow);
  };
  const dropAndThrow = (thrown: unknown): never => {
    drop();
    throw thrown;
  };
  const inTime = (ran: Promise<Execution>): Promise<Execution> =>
    new Promise((settle) => {
      const timer = setTimeout(() => (drop(), settle(TIME_IS_UP)), 1000 * limits.seconds);
      void ran.then((execution) => (clearTimeout(timer), settle(execution)));
    });
  return {
    run: (program, signal) => {
      const mine = last.then(() => runNow(program, signal));
      last = mine.catch(() => undefined);
      return mine;
    },
    close: drop,
  };
}

const ENDED = { value: null, printed: '' };
const TIME_IS_UP: Execution = { ...ENDED, end: 'time', message: 'It did not end by itself.' };
const BROKEN: Execution = { ...ENDED, end: 'error', message: 'It broke the interpreter.' };

function unlessStopped<T>(going: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(stopped());
    signal?.addEventListener('abort', onAbort, { once: true });
    going.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort));
  });
}
function stopped(): AppError {
  return new AppError('aborted', 'The program was stopped. Run it again.');
}
function notStarted(cause: unknown): never {
  throw new AppError(
    'internal',
    'The sandbox for programs could not be started. Report this with the command or the browser.',
    {},
    { cause },
  );
}
