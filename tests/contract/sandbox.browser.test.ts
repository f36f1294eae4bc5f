/** The page's sandbox, in a worker as the engine's worker starts it. */
import { afterAll, describe, expect, it } from 'vitest';
import { EXECUTION_LIMITS } from '#core/execution.ts';
import { openSandbox } from '#sandbox/sandbox.ts';
import { workerThread } from '#sandbox/worker-thread.ts';

const start = () =>
  workerThread(new Worker(new URL('../../workers/sandbox.worker.ts', import.meta.url), { type: 'module' }));
const sandbox = openSandbox(start);
afterAll(() => sandbox.close());

describe('the sandbox of the page', () => {
  it('runs a program and gives what it says', async () => {
    expect(await sandbox.run('console.log(2 + 3); 6 * 7')).toMatchObject({
      ...{ end: 'done', value: '42', printed: '5\n' },
    });
  });
  it('has nothing of the worker: no network, no messages, no clock', async () => {
    const names = ['fetch', 'postMessage', 'self', 'importScripts', 'indexedDB', 'performance', 'Date'];
    const { value } = await sandbox.run(
      `${JSON.stringify(names)}.map((name) => typeof globalThis[name]).join()`,
    );
    expect(value).toBe(names.map(() => 'undefined').join());
  });
  it('stops at the same tick as on the command line', async () => {
    expect(await sandbox.run('for (;;);')).toMatchObject({
      ...{ end: 'time', message: 'InternalError: interrupted' },
    });
  });
  it.each([
    ['never ticks', '"a".repeat(5e6).indexOf("a".repeat(2.5e6) + "b")', 'time'],
    ['breaks the interpreter', 'eval("[".repeat(1e5))', 'error'],
  ])('outlives what %s', async (_, program, end) => {
    const impatient = openSandbox(start, { ...EXECUTION_LIMITS, seconds: 2 });
    expect(await impatient.run(program)).toMatchObject({ end, value: null });
    expect((await impatient.run('1 + 1')).value).toBe('2');
    impatient.close();
  });
  it('says when it cannot be started', async () => {
    const lost = openSandbox(() => workerThread(new Worker('/not-there.js')));
    await expect(lost.run('1')).rejects.toMatchObject({ code: 'internal' });
  });
});
