/** Entry of the sandbox's worker: one interpreter, one program at a time. The engine's worker starts and ends it. */
import { openQuickJs, runProgram } from '#sandbox/quickjs.ts';
import type { ProgramOrder } from '#sandbox/sandbox.ts';

// What is thrown here or below is an error of this worker, which its owner hears of.
const quickjs = await openQuickJs();
addEventListener('message', ({ data: { program, limits } }: MessageEvent<ProgramOrder>) => {
  postMessage(runProgram(quickjs, program, limits));
});
postMessage('ready');
