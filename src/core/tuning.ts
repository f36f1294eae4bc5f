/** Words of training on in the tab, as plain data: trainer, worker, page and store share them. */

/** What a model can be given to read. */
export const READINGS = ['right', 'unnoticed', 'wait', 'retry'] as const;
export type ReadingId = (typeof READINGS)[number];
/** Weight of each; need not sum to 1. */
export type Diet = Readonly<Record<ReadingId, number>>;

/** Enough to train the same model again from the same parent. */
export interface TuningSettings {
  readonly diet: Diet;
  /** Learning rate after the warm-up. */
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

/** When training ends by itself. */
export type TuningLength =
  /** Of training; measuring is not counted. How far that gets depends on the machine. */
  { readonly seconds: number } | { readonly tokens: number };
export interface TuningPlan {
  readonly diet: Diet;
  readonly rate: number;
  readonly seed: number;
  readonly length: TuningLength;
  /** Planted mistakes that each figure is measured on. */
  readonly items: number;
  /** Seconds of training between two measurements. */
  readonly measureEvery: number;
  /** Of the model that comes of it; stands in its file. */
  readonly name: string;
}

export type TuningEvent =
  | { readonly type: 'stage'; readonly stage: TuningStage }
  /** How many there are and why, as a clause. */
  | { readonly type: 'threads'; readonly why: string }
  | {
      readonly type: 'progress';
      readonly step: number;
      readonly tokens: number;
      /** Of training. */
      readonly seconds: number;
      /** Mean since the last report, nats per token of weight 1. */
      readonly loss: number;
      readonly tokensPerSecond: number;
    }
  | {
      readonly type: 'measured';
      /** Read so far; 0 for the parent. */
      readonly tokens: number;
      readonly figures: TuningFigures;
      /** The model as it stands, should nothing more come; null for the parent. */
      readonly draft: TunedModel | null;
    };
/** In this order; measuring and training alternate. */
export type TuningStage = 'fetching' | 'measuring' | 'starting' | 'training';

export interface TunedModel {
  /** The GGUF file. */
  readonly file: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
  readonly license: string;
  readonly settings: TuningSettings;
  readonly before: TuningFigures;
  readonly after: TuningFigures;
}
