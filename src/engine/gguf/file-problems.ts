/** Every reason why a GGUF file cannot be run, where hyper-parameters.ts and tokenizer.ts stop at the first. */
import { AppError } from '#core/app-error.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import { checkParts, checkTypes } from './expected-tensors.ts';
import { checkVocabulary, linearRopeFactor, readShape, readTraits } from './hyper-parameters.ts';
import { optionalString } from './metadata.ts';
import type { GgufFile } from './parse.ts';
import { tokenizerFromGguf } from './tokenizer.ts';

export interface FileProblems {
  readonly problems: readonly AppError[];
  /** Enough of them to tell how much memory the model needs; null where its kind is not known. */
  readonly shape: HyperParameters | null;
}

/** Reads nothing beyond the header. */
export function fileProblems(file: GgufFile): FileProblems {
  const problems: AppError[] = [];
  const attempt = <T>(check: () => T): T | null => {
    try {
      return check();
    } catch (thrown) {
      problems.push(AppError.from(thrown));
      return null;
    }
  };
  const shape = attempt(() => readShape(file));
  const whole =
    shape === null ? null : { ...shape, ...readTraits(file, shape.architecture), ropeScaling: null };
  attempt(() => linearRopeFactor(file, optionalString(file.metadata, 'general.architecture') ?? ''));
  if (whole !== null) {
    attempt(() => checkParts(file, whole));
    attempt(() => checkVocabulary(file, whole.vocab));
  }
  attempt(() => checkTypes(file));
  attempt(() => tokenizerFromGguf(file));
  const messages = new Set<string>();
  const once = problems.filter(({ message }) => !messages.has(message) && messages.add(message));
  return { problems: once, shape: whole };
}
