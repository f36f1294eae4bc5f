/** What a method gives back: its answers, the one that it chose, and what it says of them. Plain data but for the answers. */
import type { Answer } from './context.ts';

/** A step by its index, none, or nothing that could be read. */
export type Located = number | null | 'unread';

export interface Candidate {
  readonly answer: Answer;
  /** The final answer that it states, normalised; null when it states none. */
  readonly value: string | null;
  /** What the method ranks by, higher is surer; null when it does not rank. */
  readonly score: number | null;
  /** What judges say of it that are to be compared with each other, by name in words, higher is better. */
  readonly ratings?: Readonly<Record<string, number>>;
}
export interface MethodResult {
  /** In the order of writing. */
  readonly candidates: readonly Candidate[];
  /** Index into `candidates`; null when there is nothing to choose. */
  readonly chosen: number | null;
  /** Why this one, for people. */
  readonly reason: string;
  /** How sure the method is of it, a probability such as a share of votes; left out where it does not say. */
  readonly confidence?: number | null;
  /** Of methods that revise an answer: which candidate that was. Others are compared with the greedy answer. */
  readonly draft?: number;
  /** Of methods with rounds: which candidate it would have been, had it ended with that round; round 0 the first answer. */
  readonly standing?: readonly number[];
  /** What it counted of the problem, by name in words: "samples". What has no value is left out. */
  readonly counts?: Readonly<Record<string, number>>;
  /**
   * Of methods that look for a mistake in the draft: its step (an index into `stepsOf`), null where none was found, 'unread'
   * where nothing could be read of what was asked.
   */
  readonly located?: Located;
  /** What lesser ways to look would have named, from what was written anyway, by name in words: "plain vote". */
  readonly locatedBy?: Readonly<Record<string, Located>>;
}
