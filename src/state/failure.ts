/** An error as the page shows it: cause, what to do next, and the button that does it. Pure. */
import type { AppError, ErrorCode } from '#core/app-error.ts';

export type FailureAction = 'reload-model' | 'choose-file' | 'edit-problem' | 'dismiss';
export interface Failure {
  readonly code: ErrorCode;
  readonly title: string;
  /** The AppError's own message: it ends with what to do. */
  readonly message: string;
  readonly action: FailureAction;
}

export const ACTION_LABELS: Readonly<Record<FailureAction, string>> = {
  'reload-model': 'Load the model again',
  'choose-file': 'Choose another file',
  'edit-problem': 'Edit the problem',
  dismiss: 'Dismiss',
};

const TITLES: Readonly<Record<ErrorCode, readonly [string, FailureAction]>> = {
  'bad-input': ['That cannot be asked', 'edit-problem'],
  'not-gguf': ['This is not a GGUF file', 'choose-file'],
  'truncated-file': ['The file ends too early', 'choose-file'],
  'malformed-file': ['The file contradicts itself', 'choose-file'],
  'unsupported-architecture': ['This kind of model is not supported', 'choose-file'],
  'unsupported-tensor': ['This kind of weights is not supported', 'choose-file'],
  'unsupported-tokenizer': ['This kind of tokenizer is not supported', 'choose-file'],
  'checksum-mismatch': ['The file is not the one expected', 'reload-model'],
  'model-missing': ['The model is not here', 'choose-file'],
  'download-failed': ['The model could not be fetched', 'reload-model'],
  'context-full': ['The problem is too long for this model', 'edit-problem'],
  'out-of-memory': ['Not enough memory', 'reload-model'],
  'backend-unavailable': ['The engine cannot start here', 'reload-model'],
  'device-lost': ['The graphics device was lost', 'reload-model'],
  'worker-lost': ['The engine stopped', 'reload-model'],
  aborted: ['Stopped', 'dismiss'],
  'unsupported-version': ['Made by another version', 'dismiss'],
  'storage-full': ['No room left to keep runs', 'dismiss'],
  'storage-unavailable': ['Runs cannot be kept here', 'dismiss'],
  internal: ['Something went wrong inside', 'reload-model'],
};

export function failureOf(error: AppError): Failure {
  const [title, action] = TITLES[error.code];
  return { code: error.code, title, message: error.message, action };
}
