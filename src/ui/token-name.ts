/** What is read out for a token: "token 18, 62 percent, entropy 0.77, step 1, wrong". Pure. */
import type { ForcedKind, TokenEvent } from '#core/trace/events.ts';
import { speakable } from '#state/glyphs.ts';
import { SIGNAL_FACTS } from '#state/signals.ts';
import type { SignalId } from '#state/signals.ts';

export const FORCED_WORDS: Readonly<Record<ForcedKind, string>> = {
  marker: 'injected',
  planted: 'planted',
  edited: 'edited by hand',
  chosen: 'chosen by hand',
};

export interface NamedPlace {
  /** "step 1" */
  readonly row: string;
  /** "right", "wrong", "follows"; null where no checker knows. */
  readonly verdict: string | null;
}

export interface NamedToken {
  readonly token: TokenEvent;
  readonly text: string;
  /** Tokens that make up the text: more than one where each is a part of one character. */
  readonly parts: number;
  readonly place: NamedPlace;
  /** Shown in colours and bars: their numbers are said too, where they are not said anyway. */
  readonly signals: readonly SignalId[];
}

export function tokenName({ token, text, parts, place, signals }: NamedToken): string {
  const { row, verdict } = place;
  const probability = Math.round(Math.exp(token.logprob) * 100);
  const said = [
    `token ${token.special ? text : speakable(text)}`,
    probability < 1 ? 'under 1 percent' : `${probability} percent`,
    `entropy ${token.entropy.toFixed(2)}`,
    ...shownNumbers(token, signals),
    row,
  ];
  if (parts > 1) said.splice(1, 0, `one character of ${parts} tokens`);
  if (verdict !== null) said.push(verdict === 'follows' ? 'follows from an error' : verdict);
  if (token.forced !== null) said.push(FORCED_WORDS[token.forced]);
  return said.join(', ');
}

function shownNumbers(token: TokenEvent, signals: readonly SignalId[]): string[] {
  const unsaid = [...new Set(signals)].filter((signal) => signal !== 'probability' && signal !== 'entropy');
  return unsaid.map((signal) => {
    const { title, value, digits } = SIGNAL_FACTS[signal];
    return `${title.toLowerCase()} ${value(token).toFixed(digits)}`;
  });
}
