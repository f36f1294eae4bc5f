/** For unit tests of what keeps runs: a clock that is wound by hand, locks shared by several tabs, small traces. */
import { TRACE_VERSION } from '#core/trace/events.ts';
import type { Trace, TraceEvent, TraceHeader } from '#core/trace/events.ts';
import { MemoryRunStore } from '#storage/memory-run-store.ts';
import type { RunLocks } from '#storage/run-locks.ts';
import type { RunStore } from '#storage/run-store.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { solution } from '#tasks/problem.ts';
import type { AutosaveParts } from './runs-autosave.svelte.ts';
import { tokensOf } from './token-fixture.ts';

export const PROBLEM = generateProblem({ seed: 7, difficulty: 2 });
const COST = { generated: 1, forced: 0, computed: 1, reused: 0, milliseconds: 1 };

export function header(change: Partial<TraceHeader> = {}): TraceHeader {
  return {
    version: TRACE_VERSION,
    app: 'test',
    engine: { backend: 'onnx-wasm', threads: 1, precision: 'fp32' },
    model: { id: 'tiny', sha256: 'feed', vocabSize: 509 },
    problem: { text: PROBLEM.text, generated: { family: 'word-problem', seed: 7, difficulty: 2 } },
    method: { id: 'play', args: { temperature: 0 } },
    seed: 7,
    createdAt: '2026-01-01T00:00:00Z',
    ...change,
  };
}
/** Branch `branch`, with the right solution written in it. */
export function answerEvents(branch: number): TraceEvent[] {
  const tokens = tokensOf([...solution(PROBLEM).map((line) => `${line}\n`), '<|end|>']);
  return [
    {
      type: 'branch',
      branch,
      parent: null,
      at: 0,
      reason: 'answer',
      label: 'greedy',
      settings: { temperature: 0, topP: 1, topK: 0 },
      seed: 7,
      time: 0,
      userTurn: null,
    },
    { type: 'tokens', branch, at: 0, tokens, time: 1 },
    { type: 'end', branch, cause: 'stop-token', time: 2, error: null, cost: COST },
  ];
}
export function traceOf(branches: number, change: Partial<TraceHeader> = {}): Trace {
  const events = Array.from({ length: branches }, (_, i) => answerEvents(i)).flat();
  return { header: header(change), events };
}

/** Locks of one browser; every tab is given the same. */
export class TabLocks implements RunLocks {
  readonly held = new Set<string>();
  hold(id: string): Promise<(() => void) | null> {
    if (this.held.has(id)) return Promise.resolve(null);
    this.held.add(id);
    return Promise.resolve(() => void this.held.delete(id));
  }
}

/** A tab: its parts, and its clock. */
export class Tab implements AutosaveParts {
  readonly store: RunStore;
  readonly locks: RunLocks;
  readonly #name: string;
  #time = 1_000_000;
  #ids = 0;
  #waiting: { at: number; deed: () => void }[] = [];

  constructor(store: RunStore = new MemoryRunStore(), locks: RunLocks = new TabLocks(), name = 'tab') {
    this.store = store;
    this.locks = locks;
    this.#name = name;
  }
  now = (): number => this.#time;
  newId = (): string => `${this.#name}-${(this.#ids += 1)}`;
  later = (milliseconds: number, deed: () => void): (() => void) => {
    const entry = { at: this.#time + milliseconds, deed };
    this.#waiting.push(entry);
    return () => void (this.#waiting = this.#waiting.filter((one) => one !== entry));
  };
  /** Winds the clock and calls what is due. */
  wind(milliseconds: number): void {
    this.#time += milliseconds;
    const due = this.#waiting.filter(({ at }) => at <= this.#time);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#time);
    for (const { deed } of due) deed();
  }
  get waiting(): number {
    return this.#waiting.length;
  }
}
