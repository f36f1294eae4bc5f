/**
 * A program in QuickJS, an interpreter in WebAssembly: its memory is its own, and nothing is put into it but console.log
 * and a Math.random that always says the same. A fresh interpreter state each time, so that no program meets another.
 */
import releaseSync from '@jitl/quickjs-wasmfile-release-sync';
import { DefaultIntrinsics, Scope, newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import type {
  QuickJSContext,
  QuickJSHandle,
  QuickJSRuntime,
  QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import type { Execution, ExecutionLimits } from '#core/execution.ts';

export const openQuickJs = (): Promise<QuickJSWASMModule> => newQuickJSWASMModuleFromVariant(releaseSync);

/** Numerical Recipes' linear congruential generator: chance that is the same in every run. */
const CHANCE =
  'let s = 1; Math.random = () => (s = (Math.imul(s, 1664525) + 1013904223) >>> 0) / 4294967296;';
/** Before any program, with the functions as they are before a program could change them. */
const WORDS = `(() => { ${CHANCE} const { stringify } = JSON; const text = String;
  return (value) => (typeof value === 'string' || typeof value === 'bigint' ? text(value) : stringify(value) ?? text(value)); })()`;

/**
 * Throws only where a program breaks the interpreter itself (as code that is nested very deep does); `quickjs` is of no
 * further use then.
 */
export function runProgram(quickjs: QuickJSWASMModule, program: string, limits: ExecutionLimits): Execution {
  const runtime = quickjs.newRuntime();
  let ticks = 0;
  const isOver = (): boolean => ticks > limits.ticks;
  runtime.setMemoryLimit(limits.memory);
  runtime.setMaxStackSize(limits.stack);
  const context = runtime.newContext({ intrinsics: { ...DefaultIntrinsics, Date: false } });
  const printed = createPrinter(limits.characters);
  try {
    const words = context.unwrapResult(context.evalCode(WORDS));
    giveConsole(context, words, {
      isTooMuch: () => (ticks++, isOver()),
      printed,
    });
    runtime.setInterruptHandler(() => (ticks++, isOver()));
    const { end, text } = evaluate(context, runtime, { program, words, isOver });
    words.dispose();
    const shown = text === null ? null : text.slice(0, limits.characters);
    return {
      end,
      value: end === 'done' ? shown : null,
      printed: printed.text(),
      message: end === 'done' ? null : shown,
    };
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

interface Printer {
  isFull(): boolean;
  print(line: string): void;
  text(): string;
}
function createPrinter(most: number): Printer {
  let text = '';
  return {
    isFull: () => text.length >= most,
    print: (line) => {
      text = `${text}${line}\n`.slice(0, most);
    },
    text: () => text,
  };
}

interface Paper {
  /** Asked before each line. */
  readonly isTooMuch: () => boolean;
  readonly printed: Printer;
}
function giveConsole(context: QuickJSContext, words: QuickJSHandle, { isTooMuch, printed }: Paper): void {
  const log = context.newFunction('log', (...values) => {
    // The interpreter may be interrupted while it finds words; that would end only the finding.
    if (isTooMuch()) throw new Error('Too much was printed.');
    if (printed.isFull()) return;
    printed.print(values.map((value) => wordsOf(context, words, value) ?? '(no text)').join(' '));
  });
  const console = context.newObject();
  context.setProp(console, 'log', log);
  context.setProp(context.global, 'console', console);
  for (const handle of [log, console]) handle.dispose();
}

/** Null where finding them throws. */
function wordsOf(context: QuickJSContext, words: QuickJSHandle, value: QuickJSHandle): string | null {
  const said = context.callFunction(words, context.undefined, value);
  if (said.error) {
    said.error.dispose();
    return null;
  }
  return said.value.consume((handle) => context.getString(handle));
}

interface Task {
  readonly program: string;
  readonly words: QuickJSHandle;
  readonly isOver: () => boolean;
}
interface Evaluated {
  readonly end: Execution['end'];
  readonly text: string | null;
}
/** Of promises; more than any sensible program has. */
const MOST_JOBS = 10_000;

/** Every handle belongs to the scope: one that is left makes the interpreter end with an error of its own. */
function evaluate(context: QuickJSContext, runtime: QuickJSRuntime, task: Task): Evaluated {
  const { program, words, isOver } = task;
  return Scope.withScope((scope) => {
    const failed = (error: QuickJSHandle): Evaluated => ({
      end: endOf(context, error, isOver),
      text: messageOf(context, error),
    });
    const result = context.evalCode(program, 'program.js');
    if (result.error) return failed(scope.manage(result.error));
    const value = scope.manage(result.value);
    const jobs = runtime.executePendingJobs(MOST_JOBS);
    if (jobs.error) return failed(scope.manage(jobs.error));
    if (runtime.hasPendingJob()) return { end: 'time', text: 'Its promises do not come to an end.' };
    const state = context.getPromiseState(value);
    if (state.type === 'rejected') return failed(scope.manage(state.error));
    if (state.type === 'pending') return { end: 'error', text: 'Its promise is never settled.' };
    const isPromise = state.type === 'fulfilled' && state.notAPromise !== true;
    const text = wordsOf(context, words, isPromise ? scope.manage(state.value) : value);
    return isOver() ? { end: 'time', text: null } : { end: 'done', text };
  });
}

function endOf(context: QuickJSContext, error: QuickJSHandle, isOver: () => boolean): Execution['end'] {
  if (isOver()) return 'time';
  return messageOf(context, error).startsWith('InternalError: out of memory') ? 'memory' : 'error';
}

/** Name and message, read as plain properties; what a program made of them may be anything. */
function messageOf(context: QuickJSContext, error: QuickJSHandle): string {
  const read = (name: string): string => {
    const property = context.getProp(error, name);
    return property.consume((handle) =>
      context.typeof(handle) === 'string' ? context.getString(handle) : '',
    );
  };
  if (context.typeof(error) === 'string') return context.getString(error);
  const [name, message] = [read('name'), read('message')];
  return [name, message].filter(Boolean).join(': ') || 'It failed without a message.';
}
