/**
 * What a probe is: a question about a model that a number answers. Pure: it names items, what the model goes on from, and
 * what the continuations come to; a runner has the engine.
 */
import type { Message } from '#core/messages.ts';

export interface ProbeOptions {
  /** Chooses items. */
  readonly seed: number;
  /** Items for each condition. */
  readonly n: number;
}
export interface ProbeOpening {
  readonly messages: readonly Message[];
  /** What already stands in the assistant's turn; '' starts it fresh. */
  readonly forced: string;
}
/** One item under one condition, answered. */
export interface Trial<Item, Condition extends string> {
  readonly item: Item;
  readonly condition: Condition;
  readonly opening: ProbeOpening;
  /** The whole assistant turn, `opening.forced` first. */
  readonly turn: string;
}
export interface Probe<Item, Condition extends string, Result> {
  readonly id: string;
  /** The question it answers, and what it is compared with. */
  readonly question: string;
  /** Where the method comes from. */
  readonly source: string;
  readonly conditions: readonly Condition[];
  /** The same for the same options. */
  items(options: ProbeOptions): readonly Item[];
  opening(item: Item, condition: Condition): ProbeOpening;
  /** Whether the turn ends as it should. */
  isRight(trial: Trial<Item, Condition>): boolean;
  /** What tells an item from the others, as plain data. */
  facts(item: Item): Readonly<Record<string, string | number>>;
  /** Shares with their intervals. */
  result(trials: readonly Trial<Item, Condition>[]): Result;
}
