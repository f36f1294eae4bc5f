import { AppError } from '#core/app-error.ts';
import { withDefaults } from '#state/method-choice.ts';
import { failureOf } from '#state/failure.ts';
import { MethodRun } from '#state/method-run.svelte.ts';
import { METHODS } from '#methods/index.ts';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';
import MethodFailure from '#ui/components/MethodFailure.svelte';
import { entry } from '../entry.ts';

const CONDITIONS = {
  ...{ model: { sha256: '', backend: 'onnx-wasm' }, problems: null, seed: 1, answerTokens: null },
  budget: { tokens: null, calls: null, seconds: null },
};
function run(change: (one: MethodRun) => void): MethodRun {
  const one = new MethodRun(withDefaults(METHODS.greedy), CONDITIONS, new MemoryMethodStore());
  change(one);
  return one;
}
const FAILED = new AppError('out-of-memory', 'The engine ran out of memory. Load a smaller model.');
const FULL = new AppError(
  'storage-full',
  'The browser gives this page no more room, so the latest changes are not kept yet. Delete runs or comparisons you do not need.',
);

export default entry(MethodFailure, {
  about: 'Why a run of a method failed, or is not kept; nothing while all is well.',
  place: 'runs',
  scenes: {
    failed: () => ({ run: run((one) => (one.failure = failureOf(FAILED))) }),
    'beside the columns': () => ({ run: run((one) => (one.failure = failureOf(FAILED))), named: true }),
    'not kept': () => ({ run: run((one) => (one.kept.error = FULL)) }),
    'all is well': () => ({ run: run(() => {}) }),
  },
});
