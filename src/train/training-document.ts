/**
 * What the trainer is fed: one document as tokens and what each is worth in the loss.
 * Length of `weights` = length of `tokens`. `weights[i]` is the weight of predicting `tokens[i]` from what precedes it:
 * 0 for prompt tokens, 1 for learned ones, other non-negative numbers allowed. `weights[0]` is never used.
 */
export interface TrainingDocument {
  readonly tokens: readonly number[];
  readonly weights: readonly number[];
  /** What is to be predicted where another token stands than the one that is asked for; as long as `tokens`. */
  readonly targets?: readonly number[];
}

/** An endless stream of documents whose place can be kept in a checkpoint and gone back to. */
export interface DocumentStream {
  nextDocument(): TrainingDocument;
  /** JSON-safe state; `restore` makes the stream go on exactly there. */
  state(): unknown;
  restore(state: unknown): void;
}
