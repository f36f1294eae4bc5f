import { Library } from '#state/library.svelte.ts';
import CompareScreen from '#ui/screens/Compare.svelte';
import { answered, comparison, tallied, working } from '../compared.ts';
import type { Compared } from '../compared.ts';
import { entry } from '../entry.ts';
import { runParts } from '../kept-runs.ts';

const screen = (compared: () => Compared) => () => {
  const { play, compare } = compared();
  return { play, compare, library: new Library(play, runParts()) };
};

export default entry(CompareScreen, {
  about: 'The Compare screen, whole.',
  place: 'screen',
  scenes: {
    'nothing run yet': screen(() => comparison()),
    'two answers after “Wait,”': screen(() => answered()),
    'while they write': screen(() => working(answered('', 12))),
    'other things are asked now': screen(() => {
      const compared = answered();
      compared.compare.setup.solveFreely();
      return compared;
    }),
    'many problems are being counted': screen(() =>
      working(
        tallied(comparison(), [
          { right: 9, done: 10, of: 20 },
          { right: 3, done: 8, of: 20 },
        ]),
      ),
    ),
  },
});
