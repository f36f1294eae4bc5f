/** The sandbox on the command line: a thread of Node, which this same file is the program of. */
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import type { Execution } from '#core/execution.ts';
import { openQuickJs, runProgram } from './quickjs.ts';
import type { ProgramOrder, SandboxThread } from './sandbox.ts';

// Threads do not inherit the loader of TypeScript.
const [LOADER, PROGRAM] = [import.meta.resolve('tsx/esm/api'), import.meta.url].map((url) =>
  JSON.stringify(url),
);
const START = `import(${LOADER}).then(({ register }) => { register(); return import(${PROGRAM}); });`;

/** Without environment, arguments or standard streams; memory beside the interpreter's own is bounded too. */
export function startNodeThread(): SandboxThread {
  const worker = new Worker(START, {
    eval: true,
    execArgv: [],
    env: {},
    argv: [],
    ...{ stdin: false, stdout: true, stderr: true },
    // The stack as browsers have it, so that the same programs break it.
    resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 1 },
  });
  const reply = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      worker.removeAllListeners();
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  return {
    ready: reply(),
    run: (order) => {
      const execution = reply<Execution>();
      worker.postMessage(order);
      return execution;
    },
    end: () => void worker.terminate(),
  };
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  const quickjs = await openQuickJs();
  port.on('message', ({ program, limits }: ProgramOrder) => {
    port.postMessage(runProgram(quickjs, program, limits));
  });
  port.postMessage('ready');
}
