/** Comparisons of methods as the Runs screen lists them. */
import { KeptComparisons } from '#state/kept-comparisons.svelte.ts';
import type { ComparisonSummary } from '#state/kept-comparisons.svelte.ts';
import type { Library } from '#state/library.svelte.ts';
import type { Play } from '#state/play.svelte.ts';
import { MemoryComparisonStore } from '#storage/memory-comparison-store.ts';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';

export const FINISHED: ComparisonSummary = {
  id: 'finished',
  createdAt: Date.UTC(2026, 2, 5, 14, 0),
  updatedAt: Date.UTC(2026, 2, 5, 14, 7),
  title: '',
  methods: ['“Wait,” after the answer', 'Self-consistency (n 4)'],
  problems: 'Word problems, 4 steps, seed 1',
  count: 10,
  model: 'organism-wait',
  sha256: '',
  backend: 'onnx-wasm',
  link: 'screen=methods',
  runs: ['wait', 'vote'],
  beside: ['greedy'],
  done: 20,
  bytes: 1_240_000,
};
export const STOPPED: ComparisonSummary = {
  ...FINISHED,
  id: 'stopped',
  updatedAt: Date.UTC(2026, 2, 4, 9, 30),
  title: 'For the lecture',
  methods: ['Backtracking (location gold)', 'Step-level tree search with critics', 'Greedy decoding'],
  problems: 'sums.jsonl, seed 3, at most 400 tokens each',
  runs: ['backtrack', 'tree', 'greedy'],
  done: 12,
  bytes: 310_000,
};

/** A page's kept comparisons, which are there when the list is asked for. */
export function keptComparisons(
  play: Play,
  library: Library,
  list: readonly ComparisonSummary[] = [],
): KeptComparisons {
  const outcomes = new MemoryMethodStore();
  const store = new MemoryComparisonStore(outcomes);
  for (const { done, bytes, ...comparison } of list) {
    void store.keep(comparison);
    const share = { outcome: '', trace: new Uint8Array(Math.round(bytes / done)) };
    for (let i = 0; i < done; i += 1) {
      const run = comparison.runs[i % comparison.runs.length] ?? '';
      void outcomes.save({ run, item: String(i), ...share });
    }
  }
  return new KeptComparisons(play, library, { store, now: () => 0 });
}
