/** A method's outcome on one problem, judged: what every report of methods is made of. Plain data. */
export interface JudgedAnswer {
  /** Normalised; null where none is stated. */
  readonly answer: string | null;
  readonly right: boolean;
  /** What the method ranks by, higher is surer; null where it does not. */
  readonly score: number | null;
  /** Tokens that the model wrote of it. */
  readonly generated: number;
  /** Of problems that ask for several things which code checks. */
  readonly conditions?: { readonly met: number; readonly of: number };
  /** What judges say of it that are to be compared, by name in words, higher is better. */
  readonly ratings?: Readonly<Record<string, number>>;
}
export interface JudgedItem {
  readonly candidates: readonly JudgedAnswer[];
  /** Index into `candidates`, null when there was nothing to choose. */
  readonly chosen: number | null;
  /** Index of the candidate that was revised; null for methods that revise none. */
  readonly draft: number | null;
  /** Of methods with rounds: which candidate it would have been, had it ended with that round; round 0 the first answer. */
  readonly standing?: readonly number[];
  /** What the method counted of the problem, by name in words: "samples". What has no value is left out. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Probability that the method gives to its choice. */
  readonly confidence: number | null;
  /** Tokens that the model wrote in all. */
  readonly generated: number;
}

/** Nothing chosen, and no answer stated, are wrong. */
export function endsRight({ candidates, chosen }: Pick<JudgedItem, 'candidates' | 'chosen'>): boolean {
  return candidates[chosen ?? -1]?.right ?? false;
}
