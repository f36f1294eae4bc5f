/** How an organism's abilities grow over its training, in words. From <mix>.series.json. Pure. */
import type { Abilities, SeriesPoint, TrainingSeries } from '#runner/report/series.ts';
import type { FigureGroup } from './organism-figures.ts';

export type { SeriesPoint, TrainingSeries };
export type Ability = keyof Abilities;

export const ABILITY_WORDS: Readonly<Record<Ability, string>> = {
  accuracy: 'right answers',
  spontaneous: 'corrects its planted mistake, nothing after it',
  afterWait: 'corrects it after “Wait,”',
  user: 'corrects it in the user’s turn',
};
const ABILITIES: readonly Ability[] = ['accuracy', 'spontaneous', 'afterWait', 'user'];

/** What was measured of one checkpoint. */
export function pointFigures(
  point: Abilities,
  { difficulties }: Pick<TrainingSeries, 'difficulties'>,
): FigureGroup {
  return {
    title: `Right in the end (${difficulties.join(', ')} steps)`,
    figures: ABILITIES.map((ability) => {
      const { rate, interval, n, successes } = point[ability];
      return { name: ABILITY_WORDS[ability], value: rate, interval, n, successes };
    }),
  };
}
