/**
 * What preferences and rewards aim at. `solve`: right solutions from the start. `correct`: taking back a mistake in its
 * own turn, which a model that doubts everything does too. `discern`: the same, and going on where nothing is wrong.
 */
export const AIMS = ['solve', 'correct', 'discern'] as const;
export type Aim = (typeof AIMS)[number];

/** Of answers that are begun for the model, the share that hold a mistake. */
export const WRONG_SHARE: Readonly<Record<Exclude<Aim, 'solve'>, number>> = { correct: 1, discern: 0.5 };
