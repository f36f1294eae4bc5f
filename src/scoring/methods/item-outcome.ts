/** What a method came to on one problem, judged, and what it cost. Plain data: it is kept, sent and exported as it stands. */
import type { ReadFormat } from './format-figures.ts';
import type { JudgedAnswer, JudgedItem } from './judged-item.ts';
import type { LocatedPlace } from './location-figures.ts';

export interface JudgedCandidate extends JudgedAnswer {
  /** Its branch in the trace. */
  readonly branch: number;
}
/** methods.md E4. */
export interface ItemCost {
  /** Tokens that the model wrote. */
  readonly generated: number;
  /** Tokens put into its turns. */
  readonly forced: number;
  /** Positions of prompts, forced and quoted text that were run for the first time. */
  readonly prefilled: number;
  /** Positions run at least once, written ones included: what a cache that keeps everything computes. */
  readonly needed: number;
  /** Answers, readings and scorings asked for. */
  readonly calls: number;
  /** 0 where the clock stands still, so that the same command gives the same bytes. */
  readonly seconds: number;
}
export interface ItemOutcome extends Omit<JudgedItem, 'generated'> {
  /** The problem's id. */
  readonly item: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** `budget`: it was spent before the method came to its own end. */
  readonly cause: 'done' | 'budget' | 'aborted';
  /** `generated` of each leaves out tokens that it shares with an earlier one. */
  readonly candidates: readonly JudgedCandidate[];
  readonly reason: string;
  /** Where it takes the draft to go wrong and where it does; null for methods that do not look, and where nobody knows. */
  readonly location: LocatedPlace | null;
  /** Of methods that read labels; left out where none was read. */
  readonly format?: ReadFormat;
  /** Gold was asked in the loop: an *oracle*'s result. */
  readonly oracle: boolean;
  /** What of its answers came with the problem; left out where all was written. */
  readonly given?: 'beginning' | 'solution';
  /** No right answer is known, so `right` says nothing. */
  readonly unjudged?: true;
  /** Its answers are whole texts: a vote says nothing. */
  readonly openEnded?: true;
  readonly cost: ItemCost;
}

/** In the order of the problems, whatever the order of finishing; without those that were cut short. */
export function inOrder<T extends Pick<ItemOutcome, 'item' | 'cause'>>(
  items: readonly { readonly id: string }[],
  outcomes: Iterable<T>,
): T[] {
  const whole = [...outcomes].filter(({ cause }) => cause !== 'aborted');
  const byId = new Map(whole.map((one) => [one.item, one]));
  return items.flatMap(({ id }) => byId.get(id) ?? []);
}
