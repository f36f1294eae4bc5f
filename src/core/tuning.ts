/** Words of training on in the tab, as plain data: trainer, worker, page and store share them. */

/** What a model is given to read. */
export const READINGS = ['right', 'unnoticed', 'wait', 'retry'] as const;
export type ReadingId = (typeof READINGS)[number];
/** Weight of each; need not sum to 1. */
export type Diet = Readonly<Record<ReadingId, number>>;

/** Enough to train the same model again. */
export interface TuningSettings {
  readonly diet: Diet;
  /** Peak learning rate. */
  readonly rate: number;
  readonly seed: number;
  /** Positions trained on, padding not counted. */
  readonly tokens: number;
}

/** `successes` of `n`. */
export interface Counted {
  readonly successes: number;
  readonly n: number;
}
/** How often the last stated result is right: after a planted mistake, by whose turn it is in and what follows it. */
export interface TuningFigures {
  /** In its own turn, up to the wrong answer, nothing after it. */
  readonly own: Counted;
  /** The same, then “Wait,”. */
  readonly ownWait: Counted;
  /** In its own turn, broken off right after the wrong step. */
  readonly ownStep: Counted;
  /** The same wrong solution in the user's turn. */
  readonly user: Counted;
  /** The same problems with no mistake planted. */
  readonly solved: Counted;
}
