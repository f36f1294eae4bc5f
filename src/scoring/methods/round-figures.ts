/** Accuracy per round of methods that go on from an answer (methods.md 9.1): what would have been returned had it ended there. */
import { rate } from '../intervals.ts';
import type { Rate } from '../intervals.ts';
import type { JudgedItem } from './judged-item.ts';

export interface RoundFigures {
  /** Of what stands after the round; where a problem had fewer rounds, of what it ended with. */
  readonly accuracy: Rate;
  /** Right at first and wrong now. */
  readonly rightWrong: number;
  /** Wrong at first and right now. */
  readonly wrongRight: number;
}

/** Round 0 is the first answer. Null unless the method says of every problem what stood after each round. */
export function roundFigures(
  items: readonly Pick<JudgedItem, 'candidates' | 'standing'>[],
): RoundFigures[] | null {
  const rounds = items.map(({ candidates, standing }) =>
    standing?.map((index) => candidates[index]?.right ?? false),
  );
  const known = rounds.filter((right) => right !== undefined && right.length > 0);
  if (known.length === 0 || known.length < items.length) return null;
  const most = Math.max(...known.map((right) => right?.length ?? 0));
  return Array.from({ length: most }, (_, round) => {
    const pairs = known.map((right) => ({
      first: right?.[0] ?? false,
      now: right?.[round] ?? right?.at(-1) ?? false,
    }));
    const count = (of: (pair: { readonly first: boolean; readonly now: boolean }) => boolean): number =>
      pairs.filter(of).length;
    return {
      accuracy: rate(
        count(({ now }) => now),
        pairs.length,
      ),
      rightWrong: count(({ first, now }) => first && !now),
      wrongRight: count(({ first, now }) => !first && now),
    };
  });
}
