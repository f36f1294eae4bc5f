import { AppError } from '#core/app-error.ts';
import type { ErrorCode } from '#core/app-error.ts';
import { failureOf } from '#state/failure.ts';
import FailureCard from '#ui/components/FailureCard.svelte';
import { entry } from '../entry.ts';

const card = (code: ErrorCode, message: string) => () => ({
  failure: failureOf(new AppError(code, message)),
  onAct: () => {},
  onDismiss: () => {},
});

export default entry(FailureCard, {
  about: 'What went wrong, and the button that does what helps.',
  place: 'answer',
  scenes: {
    'load again': card('worker-lost', 'The engine stopped. Load the model again; your branches are kept.'),
    'choose another file': card('not-gguf', 'notes.txt does not begin with GGUF. Choose a .gguf file.'),
    'edit the problem': card('context-full', 'The problem has no room left for an answer. Shorten it.'),
    dismiss: card('unsupported-version', 'A newer version wrote this run. Update this page to open it.'),
    'a very long name': card(
      'truncated-file',
      `${'a-model-with-a-very-long-name-'.repeat(6)}.gguf ends too early.`,
    ),
  },
});
