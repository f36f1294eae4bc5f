/** How an organism's abilities grow over its training, as the lines of a chart. From <mix>.series.json. Pure. */
import type { Rate } from '#scoring/intervals.ts';
import type { FigureGroup } from './organism-figures.ts';

/** models/organisms/<mix>.series.json, as far as it is read here. */
export interface SeriesFile {
  readonly n: number;
  readonly difficulties: readonly number[];
  /** By training, the finished model last. */
  readonly points: readonly SeriesPoint[];
}
export interface SeriesPoint {
  /** The card's id, such as organism-wait-1024. */
  readonly id: string;
  readonly sha256: string;
  /** Updates done. */
  readonly step: number;
  /** Positions trained on, padding not counted. */
  readonly tokens: number;
  /** Shares of answers that end right: fresh problems; with a mistake planted, nothing after it; then "Wait,". */
  readonly accuracy: Rate;
  readonly spontaneous: Rate;
  readonly afterWait: Rate;
  /** The same wrong solution in the user's turn. */
  readonly user: Rate;
}
export type Ability = 'accuracy' | 'spontaneous' | 'afterWait' | 'user';
export const ABILITY_WORDS: Readonly<Record<Ability, string>> = {
  accuracy: 'right answers',
  spontaneous: 'corrects its planted mistake, nothing after it',
  afterWait: 'corrects it after “Wait,”',
  user: 'corrects it in the user’s turn',
};

/** What was measured of one checkpoint. */
export function pointFigures(
  point: SeriesPoint,
  { difficulties }: Pick<SeriesFile, 'difficulties'>,
): FigureGroup {
  const names: readonly Ability[] = ['accuracy', 'spontaneous', 'afterWait', 'user'];
  return {
    title: `Right in the end (${difficulties.join(', ')} steps)`,
    figures: names.map((name) => {
      const { rate, interval, n, successes } = point[name];
      return { name: ABILITY_WORDS[name], value: rate, interval, n, successes };
    }),
  };
}
