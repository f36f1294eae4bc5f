/**
 * One call at a time into one build of onnxruntime: two overlapping calls hang or crash its WebGPU builds, whether they
 * are of one session, of two, or one on the GPU and one on the CPU, since all share one asyncify stack.
 */
export type Exclusive = <T>(task: () => Promise<T>) => Promise<T>;

const locks = new WeakMap<object, Exclusive>();

/** `runtime`: the module of the build; whoever asks for the same one waits for the same lock, in order of asking. */
export function exclusiveOf(runtime: object): Exclusive {
  const known = locks.get(runtime) ?? createLock();
  locks.set(runtime, known);
  return known;
}

function createLock(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
