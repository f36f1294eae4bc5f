/** What a method is handed: everything that it may touch of the model, the sandbox, the trace and the reference answer. */
import type { Next, Reductions, TokenStats } from '#core/distribution.ts';
import type { Execution } from '#core/execution.ts';
import type { Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { Rng } from '#core/rng.ts';
import type { EndCause, LabelMass, PTrueReading, TokenEvent, TraceEvent } from '#core/trace/events.ts';
import type { LabelReader } from '#scoring/ptrue.ts';
import type { CheckedCondition } from '#tasks/items/item.ts';

/** Leaves events in the trace and gives a T: called with `yield*`. */
export type Traced<T> = AsyncGenerator<TraceEvent, T, undefined>;

/** Where the model goes on from. `{}` is the problem, nothing written yet. */
export interface Place {
  /** What is asked, in a conversation of its own; by default the problem, or what `from` answered. */
  readonly messages?: readonly Message[];
  /** Goes on with this answer instead of a fresh one. */
  readonly from?: Answer;
  /** How many of its tokens stay; by default all but the one that ended the turn. */
  readonly at?: number;
  /**
   * Written into the model's own turn before it goes on: it counts as forced and enters no average. A line break or a
   * space is put before a text where the answer needs one.
   */
  readonly force?: string | Tokens;
}
/** What is to be written there. Greedy and to the model's own end unless told otherwise. */
export interface Writing extends Place {
  /** 0, the default, is greedy. */
  readonly temperature?: number;
  /** Default 1: the whole distribution. */
  readonly topP?: number;
  /** Default 0: off. */
  readonly topK?: number;
  /** Stops after one step, or after the first token of which this says true; `written` is what was written there so far. */
  readonly until?: 'end' | 'step' | ((written: readonly TokenEvent[]) => boolean);
  /**
   * With a temperature above 0: asked before each token how it is drawn, from what the model says there; null draws none
   * and stops. The branch names the settings above.
   */
  readonly sampler?: (next: Reductions) => Drawing | null;
  /** Greedy only: guesses of what follows a sequence of prompt and answer, verified in one pass. They change no token. */
  readonly draft?: (sequence: Tokens) => Tokens;
  /** Most new tokens; by default what the run allows. */
  readonly tokens?: number;
  /** Alternatives kept of each token, in `top`; by default what the run keeps, which may be none. */
  readonly candidates?: number;
  /** What it is, for people: "step 2 again, 3 of 8". */
  readonly label?: string;
}
/** How one token is drawn. */
export interface Drawing {
  /** 0 is greedy. */
  readonly temperature: number;
  readonly topP: number;
  /** 0 is off. */
  readonly topK: number;
  /** Least probability relative to the likeliest token's; left out: 0. */
  readonly minP?: number;
}
/** An answer as it stands. A value: going on from it makes another. */
export interface Answer {
  /** Its branch in the trace. */
  readonly branch: number;
  readonly messages: readonly Message[];
  /** The whole turn: what was kept, what was forced, what was written, and the token that ended it. */
  readonly tokens: readonly TokenEvent[];
  /** Text of each token; joined they are `text`. */
  readonly pieces: readonly string[];
  readonly text: string;
  /** Tokens without the one that ended the turn: where "Wait," goes in. */
  readonly length: number;
  /** Where that begins which was forced or written here and not kept. */
  readonly start: number;
  /** Of a solution that came with the problem: where each step that still stands ends, in tokens, exclusive. */
  readonly given?: readonly number[];
  readonly end: EndCause;
}
/** Distribution after a place, logits included, and what it says of texts that may come next. */
export interface Reading extends Next, LabelReader {
  readonly logits: Float32Array;
}

/** What is left; Infinity where there is no limit. */
export interface Budget {
  /** Tokens that the model may still write. */
  readonly tokens: number;
  /** Answers, readings and scorings that may still be asked for. */
  readonly calls: number;
  readonly seconds: number;
}
/** The reference answer. Whoever asks it makes the run an *oracle*'s, which every report of it says. */
export interface Check {
  isRight(answer: Answer): Traced<boolean>;
  /** Everything that code checks of the answer, and whether it is met; null where the problem has nothing of that kind. */
  conditions(answer: Answer): Traced<readonly CheckedCondition[] | null>;
  /**
   * Index into `stepsOf(answer)` (steps/steps-of.ts); null when no step is wrong, 'unknown' of steps that nobody can judge.
   * Null itself where nobody knows steps.
   */
  readonly firstWrongStep: ((answer: Answer) => Traced<number | null | 'unknown'>) | null;
}
export interface MethodContext {
  generate(writing?: Writing): Traced<Answer>;
  /** What is to be revised: the solution that comes with the problem, or where none does, the greedy answer. */
  draft(): Traced<Answer>;
  /** n answers to the same, in one batch. Sample k of a problem is the same in every method, settings being equal. */
  sample(n: number, writing?: Writing): Traced<readonly Answer[]>;
  /** Different things in one batch. */
  together(writings: readonly Writing[]): Traced<readonly Answer[]>;
  /** A conversation of its own, for judges and critics: they see nothing but these messages. */
  chat(messages: readonly Message[], writing?: Omit<Writing, 'messages' | 'from' | 'at'>): Traced<Answer>;
  /** P(True) of each (arXiv 2207.05221), up to `at` where given; null where there is nothing to ask about. */
  ptrue(judged: readonly Judged[]): Traced<readonly (PTrueReading | null)[]>;
  /**
   * Keeps in the trace how likely each label was that an answer was to be one of, up to `at` where given: whoever takes
   * their shares of one another calls it, so that a report can say how far the model followed the form.
   */
  labels(read: Judged, labels: readonly LabelMass[]): Traced<void>;
  /** Distribution after each place, in one batch; nothing is written. */
  next(places: readonly Place[]): Promise<readonly Reading[] | null>;
  /** What the model thinks of the forced text of each place, token by token; nothing is written. */
  score(places: readonly Place[]): Promise<readonly (readonly TokenStats[])[] | null>;
  /** Runs a program for an answer, alone in a sandbox; null where there is none, and once `over`. */
  execute(answer: Answer, program: string): Traced<Execution | null>;
  /** Names a part of the method in the trace: `yield* ctx.span('locate', locate(ctx, answer))`. */
  span<T>(name: string, part: Traced<T>): Traced<T>;
  /** The method's own chance, of this problem alone. */
  readonly rng: Rng;
  readonly budget: Budget;
  /** Why nothing more is written, or null. */
  readonly over: 'aborted' | 'budget' | null;
  /** Null where there is no reference answer. */
  readonly check: Check | null;
}
export interface Judged {
  readonly answer: Answer;
  readonly at?: number;
}
