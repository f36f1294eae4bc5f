/** What programs can do, and what they try in vain. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXECUTION_LIMITS } from '#core/execution.ts';
import type { Execution } from '#core/execution.ts';
import { openQuickJs, runProgram } from './quickjs.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { openSandbox } from './sandbox.ts';
import type { SandboxThread } from './sandbox.ts';
import { startNodeThread } from './node-thread.ts';

/** A search in which the interpreter never asks whether it is over. */
const UNTICKING = '"a".repeat(5e6).indexOf("a".repeat(2.5e6) + "b")';

let run: (program: string) => Execution;
beforeAll(async () => {
  const quickjs = await openQuickJs();
  run = (program) => runProgram(quickjs, program, EXECUTION_LIMITS);
});

describe('a program', () => {
  it('gives its last expression: texts as they are, the rest as JSON', () => {
    expect(run('"yes"')).toEqual({ end: 'done', value: 'yes', printed: '', message: null });
    expect(run('[1, { a: 2 }]').value).toBe('[1,{"a":2}]');
    expect(run('undefined').value).toBe('undefined');
    expect(run('(async () => 6 * 7)()').value).toBe('42');
    expect(run('10n').value).toBe('10');
  });

  it('prints, as far as there is room', () => {
    expect(run('console.log("a", 1, { b: 2 }); console.log("c"); true')).toMatchObject({
      value: 'true',
      printed: 'a 1 {"b":2}\nc\n',
    });
    const flood = run('for (let i = 0; i < 1000; i++) console.log("x".repeat(1000)); "x".repeat(99999)');
    expect(flood.printed).toHaveLength(EXECUTION_LIMITS.characters);
    expect(flood.value).toHaveLength(EXECUTION_LIMITS.characters);
  });

  it.each([
    ['throw new TypeError("no")', 'TypeError: no'],
    ['throw "plain"', 'plain'],
    ['throw null', 'It failed without a message.'],
    ['let x = ;', "SyntaxError: unexpected token in expression: ';'"],
    ['Promise.reject(new Error("late"))', 'Error: late'],
    ['new Promise(() => {})', 'Its promise is never settled.'],
    ['throw { get message() { throw 1 } }', 'It failed without a message.'],
  ])('that fails says how: %s', (program, message) => {
    expect(run(program)).toEqual({ end: 'error', value: null, printed: '', message });
  });

  it('says and draws the same every time, and knows no clock', () => {
    expect(run('[Math.random(), Math.random()]').value).toBe(run('[Math.random(), Math.random()]').value);
    expect(run('typeof Date').value).toBe('undefined');
  });
});

describe('what a program tries in vain', () => {
  it.each([
    'for (;;);',
    '(function f() { Promise.resolve().then(f); })()',
    '(async () => { for (;;) await null; })()',
    'while (true) console.log(1)',
    'new Proxy({}, { get() { for (;;); } })',
    '/^(a+)+$/.test("a".repeat(40) + "b")',
  ])('never to end: %s', (program) => {
    const first = run(program);
    expect(first).toMatchObject({ end: 'time', value: null });
    expect(run(program)).toEqual(first);
  });

  it.each([
    'const a = []; for (;;) a.push("x".repeat(1e5) + a.length)',
    'let s = "x"; for (;;) s += s',
    'new ArrayBuffer(1 << 30)',
  ])('to take all memory: %s', (program) => {
    const { end, message } = run(program);
    expect([end, message]).not.toContain('done');
    expect(message).toMatch(/memory|too long/);
  });

  it('to fill the stack', () => {
    expect(run('(function f() { f(); })()')).toMatchObject({
      end: 'error',
      message: expect.stringMatching(/stack/i),
    });
  });

  it.each([
    'process',
    'require',
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'Worker',
    'postMessage',
    'importScripts',
    'setTimeout',
    'document',
    'window',
    'self',
    'navigator',
    'indexedDB',
    'std',
    'os',
    'WebAssembly',
    'Deno',
  ])('to reach %s', (name) => {
    expect(run(`typeof ${name}`).value).toBe('undefined');
    expect(run(`typeof globalThis.${name}`).value).toBe('undefined');
    expect(run(`typeof (function () { return this })().${name}`).value).toBe('undefined');
  });

  it.each([
    'typeof console.log.constructor("return process")()',
    'typeof (() => {}).constructor("return this")().process',
    'typeof Function("return this")().require',
    'typeof (function* () {}).constructor("return process")().next().value',
    '(async () => {}).constructor("return typeof process")()',
    'typeof (0, eval)("globalThis.process")',
    'typeof Error.prepareStackTrace',
    'typeof console.log.caller',
    'typeof Reflect.getPrototypeOf(console.log).constructor("return globalThis.process")()',
  ])('to climb out by a constructor: %s', (program) => {
    const { end, value } = run(program);
    expect(end === 'error' || value === 'undefined').toBe(true);
  });

  it('to import', () => {
    expect(run('import("fs")')).toMatchObject({ value: null });
    expect(run('import fs from "fs"')).toMatchObject({ end: 'error' });
  });

  it('to change what comes back, or the next program', () => {
    const spoilt = run(
      'Object.prototype.polluted = 1; JSON.stringify = () => "{}"; String = () => "forged"; Array.prototype.slice = null; ({ a: 1 })',
    );
    expect(spoilt.value).toBe('{"a":1}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(run('typeof ({}).polluted').value).toBe('undefined');
    expect(run('({ toJSON() { return "told" } })').value).toBe('"told"');
    expect(run('({ get a() { throw 1 } })').value).toBeNull();
  });
});

describe('in a thread', () => {
  const sandbox = openSandbox(startNodeThread, { ...EXECUTION_LIMITS, seconds: 20 });
  const hasty = openSandbox(startNodeThread, { ...EXECUTION_LIMITS, seconds: 3 });
  afterAll(() => {
    sandbox.close();
    hasty.close();
  });

  it('gives what the interpreter gives, one program after the other', async () => {
    const programs = ['1 + 1', 'throw new Error("no")', 'for (;;);', '"last"'];
    expect(await Promise.all(programs.map((program) => sandbox.run(program)))).toEqual(programs.map(run));
  });

  it.each(['eval("[".repeat(1e5))', 'eval("(".repeat(1e5))'])(
    'outlives what breaks the interpreter: %s',
    async (program) => {
      expect(await sandbox.run(program)).toMatchObject({ end: 'error', value: null });
      expect(await sandbox.run('1')).toMatchObject({ value: '1' });
    },
  );

  it('does not count its own start as the time of a program', async () => {
    const busy = (): SandboxThread => {
      const thread = startNodeThread();
      return { ...thread, ready: thread.ready.then(() => delay(4000)) };
    };
    const slow = openSandbox(busy, { ...EXECUTION_LIMITS, seconds: 3 });
    expect(await slow.run('1')).toMatchObject({ end: 'done' });
    slow.close();
  });

  it('says when it cannot be started', async () => {
    const none = openSandbox(() => ({ ...startNodeThread(), ready: Promise.reject(new Error('no')) }));
    await expect(none.run('1')).rejects.toMatchObject({ code: 'internal' });
  });

  it('ends what does not even tick, and goes on with the next', { timeout: 60_000 }, async () => {
    const stuck = await hasty.run(UNTICKING);
    expect(stuck).toMatchObject({ end: 'time', message: 'It did not end by itself.' });
    expect(await hasty.run('2 + 2')).toMatchObject({ value: '4' });
  });

  it('is stopped', async () => {
    const stop = new AbortController();
    const running = sandbox.run(UNTICKING, stop.signal);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
    expect(await sandbox.run('3')).toMatchObject({ value: '3' });
  });
});
