/** One figure of a report of methods: how it is named on the page and in a file, and how it is read. Pure. */
import type { Interval, Rate } from '#scoring/intervals.ts';
import type { ComparedMethod } from '#scoring/methods/compared-method.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import type { EngineWork } from '#runner/method/method-request.ts';
import type { Difference } from '#scoring/methods/paired-difference.ts';
import { withInterval } from './method-words.ts';

/** A method with something finished. */
export interface Told {
  readonly figures: ComparedMethod;
  readonly outcomes: readonly ItemOutcome[];
  /** Of the engine for all of them; null where it is not known. */
  readonly work: EngineWork | null;
}
export interface FigureValue {
  /** Null where it is not known, or the method has no such thing. */
  readonly value: number | boolean | null;
  readonly interval: Interval | null;
  /** Of how many. */
  readonly of: string;
}
export interface MoreFigure {
  /** Of its column in the file. */
  readonly id: string;
  readonly name: string;
  /** What it means. */
  readonly title: string;
  readonly hasInterval: boolean;
  readonly digits: number;
  readonly read: (one: Told) => FigureValue;
}
export type Words = readonly [id: string, name: string, title: string];
export type Maybe<T> = T | null | undefined;

export function plain(
  [id, name, title]: Words,
  read: (one: Told) => Maybe<number | boolean>,
  digits = 2,
): MoreFigure {
  const told = (one: Told): FigureValue => ({ value: read(one) ?? null, interval: null, of: '' });
  return { id, name, title, digits, hasInterval: false, read: told };
}
export function spread(
  [id, name, title]: Words,
  read: (figures: ComparedMethod) => readonly [Maybe<number>, Maybe<Interval>, string?],
): MoreFigure {
  const told = ({ figures }: Told): FigureValue => {
    const [value, interval, of = ''] = read(figures);
    return { value: value ?? null, interval: interval ?? null, of };
  };
  return { id, name, title, digits: 2, hasInterval: true, read: told };
}
export function rated(words: Words, read: (figures: ComparedMethod) => Maybe<Rate>): MoreFigure {
  return spread(words, (figures) => {
    const found = read(figures);
    return [found?.rate, found?.interval, found ? `${found.successes} of ${found.n}` : ''];
  });
}
export function differing(words: Words, read: (figures: ComparedMethod) => Maybe<Difference>): MoreFigure {
  return spread(words, (figures) => {
    const found = read(figures);
    return [found?.difference, found?.interval];
  });
}

/** A name in words as part of an id. */
export function idOf(name: string): string {
  return name.replaceAll(/\W+/g, '_');
}

/** "0.75 [0.47, 0.91]", "yes", "–". */
export function figureWords({ digits }: MoreFigure, { value, interval }: FigureValue): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : withInterval(value, interval, digits);
}
