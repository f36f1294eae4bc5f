/** What came of running a program that a model wrote. */
export interface ExecutionLimits {
  /**
   * Interpreter ticks, about 10,000 operations each; a line that is printed is one too. Counted and not timed: the same
   * program stops at the same place everywhere.
   */
  readonly ticks: number;
  /** Seconds after which the whole interpreter is ended, for what does not even tick (a search in a long text, say). */
  readonly seconds: number;
  /**
   * Bytes of memory, and of the stack within it: small enough that programs meet this limit before the thread's own,
   * except in code that is nested very deep.
   */
  readonly memory: number;
  readonly stack: number;
  /** Characters of what it prints, and of its value; the rest is cut off. */
  readonly characters: number;
}
export interface Execution {
  /** `error`: it threw, or is no program. */
  readonly end: 'done' | 'error' | 'time' | 'memory';
  /** Its last expression: a text as it is, anything else as JSON; null unless it is done, or where that has no JSON. */
  readonly value: string | null;
  /** What it said with console.log, a line each. */
  readonly printed: string;
  /** Of an error: name and message. */
  readonly message: string | null;
}
/** Runs a program alone: no network, no files, no clock, no chance, nothing of the page or the process. */
export type Run = (program: string) => Promise<Execution>;

export const EXECUTION_LIMITS: ExecutionLimits = {
  ticks: 2000,
  seconds: 5,
  memory: 32 << 20,
  stack: 128 << 10,
  characters: 4000,
};
