/**
 * The P(True) question (arXiv 2207.05221 §3; methods.md 2.1) in our own words. The cue ends with an opening bracket,
 * so that the next token is a bare letter and both options are read from one pass. The organisms are trained on
 * exactly this text, and real models are asked the same.
 */
export type PTrueOption = 'true-first' | 'false-first';

export interface PTruePrompt {
  /** Whole user turn. */
  readonly user: string;
  /** Start of the assistant turn, after which the next token is read. */
  readonly cue: string;
  readonly trueLabel: 'A' | 'B';
  readonly falseLabel: 'A' | 'B';
}

export function ptruePrompt(question: string, answer: string, order: PTrueOption): PTruePrompt {
  const trueFirst = order === 'true-first';
  const options = trueFirst ? '(A) True\n(B) False' : '(A) False\n(B) True';
  return {
    user: `${question}\nProposed answer: ${answer}\nIs the proposed answer\n${options}`,
    cue: 'The proposed answer is (',
    trueLabel: trueFirst ? 'A' : 'B',
    falseLabel: trueFirst ? 'B' : 'A',
  };
}
