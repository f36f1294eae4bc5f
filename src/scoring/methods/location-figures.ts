/**
 * Does a method find the first wrong step? Over drafts of which that is known (ProcessBench, arXiv 2412.06559; methods.md
 * 13.1): A = share found of drafts with a wrong step, B = share called right of drafts without one, and
 *   F1 = 2·A·B / (A + B), in [0, 1], 0 where neither is ever met.
 * It cannot be had by always naming a step nor by never naming one. What could not be read is wrong in both.
 */
import type { Rng } from '#core/rng.ts';
import { bootstrapInterval, rate } from '../intervals.ts';
import type { Interval, Rate } from '../intervals.ts';

/** A step by its index, none, or nothing that could be read. */
type Found = number | null | 'unread';
export interface LocatedPlace {
  readonly found: Found;
  /** Null where no step is wrong. */
  readonly gold: number | null;
  /** What lesser ways to look would have named, by name. */
  readonly by?: Readonly<Record<string, Found>>;
}
export interface LocationShares {
  /** The place is the checker's, "none" included. */
  readonly right: Rate;
  /** The same over drafts in which some step is wrong. */
  readonly rightWhereWrong: Rate;
  /** "None" is said of drafts in which no step is wrong. */
  readonly rightWhereNone: Rate;
  /** Null without drafts of both kinds. Percentile bootstrap over drafts. */
  readonly f1: { readonly value: number; readonly interval: Interval } | null;
  /** Drafts of which nothing that was said could be read. */
  readonly unread: number;
}
export interface LocationFigures extends LocationShares {
  /** On the same drafts; none for most methods. */
  readonly by: readonly ({ readonly name: string } & LocationShares)[];
}

/** Null without drafts. */
export function locationFigures(places: readonly LocatedPlace[], rng: Rng): LocationFigures | null {
  if (places.length === 0) return null;
  const names = [...new Set(places.flatMap(({ by = {} }) => Object.keys(by)))];
  const by = names.map((name) => {
    const lesser = places.flatMap(({ gold, by = {} }) => {
      const found = by[name];
      return found === undefined ? [] : [{ found, gold }];
    });
    // The same draws as the method's, so that their intervals can be laid side by side.
    return { name, ...sharesOf(lesser, rng.fork('f1')) };
  });
  return { ...sharesOf(places, rng.fork('f1')), by };
}

function sharesOf(places: readonly LocatedPlace[], rng: Rng): LocationShares {
  const value = f1Of(places);
  const interval = value === null ? null : bootstrapInterval(places, f1Of, rng);
  return {
    right: found(places),
    rightWhereWrong: found(wrongOnes(places)),
    rightWhereNone: found(rightOnes(places)),
    f1: value === null || interval === null ? null : { value, interval },
    unread: places.filter((place) => place.found === 'unread').length,
  };
}

function f1Of(places: readonly LocatedPlace[]): number | null {
  const [wrong, right] = [found(wrongOnes(places)).rate, found(rightOnes(places)).rate];
  if (wrong === null || right === null) return null;
  return wrong + right === 0 ? 0 : (2 * wrong * right) / (wrong + right);
}
function found(places: readonly LocatedPlace[]): Rate {
  return rate(places.filter((place) => place.found === place.gold).length, places.length);
}
function wrongOnes(places: readonly LocatedPlace[]): LocatedPlace[] {
  return places.filter(({ gold }) => gold !== null);
}
function rightOnes(places: readonly LocatedPlace[]): LocatedPlace[] {
  return places.filter(({ gold }) => gold === null);
}
