import { countsInAverages } from '#core/trace/branch-view.ts';
import type { Play } from '#state/play.svelte.ts';
import { rowName } from '#state/rows.ts';
import type { AnswerRow } from '#state/rows.ts';
import StepRow from '#ui/components/StepRow.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

/** The first row of the branch on screen that is of this kind. */
function row(play: Play, is: (row: AnswerRow, index: number) => boolean) {
  const { view } = play;
  const index = view.rows.findIndex(is);
  const drawn = view.drawn[index];
  if (drawn === undefined) throw new Error('No recorded row is of this kind.');
  const own = view.tokens.filter(countsInAverages).map((token) => token.selfCertainty);
  const correction = view.corrections[index] ?? null;
  const corrects = correction?.corrects ?? null;
  return {
    drawn,
    correction,
    corrected: corrects === null ? 'what stands above' : rowName(view.rows, corrects),
    reading: view.summary?.stepReadings.get(drawn.row.from) ?? null,
    scale: play.scale,
    barScale: play.barScale,
    lowest: Math.min(...own),
    highest: Math.max(...own),
    selected: view.tokenIndex,
    brush: view.range,
    reachable: view.tokenIndex ?? drawn.row.from,
    fresh: false,
  };
}
const greedy = (): Play => showing(TRACES.levers, { branch: 0 });
const planted = (): Play => showing(TRACES.planted, { branch: 2 });
const sampled = (branch: number): Play => showing(TRACES.sampled, { branch });

export default entry(StepRow, {
  about: 'A line of the answer: its tokens, its certainty, the checker’s mark, and what it corrects.',
  place: 'row',
  scenes: {
    right: () => row(greedy(), ({ number }) => number === 1),
    'right, a token selected': () =>
      row(showing(TRACES.levers, { branch: 0, token: 5 }), ({ number }) => number === 1),
    wrong: () => row(sampled(0), ({ mark }) => mark?.verdict === 'wrong'),
    'follows a wrong one': () => row(planted(), ({ mark }) => mark?.verdict === 'follows'),
    'planted and wrong': () => row(planted(), ({ forced }) => forced === 'planted'),
    'edited by hand': () => row(showing(TRACES.levers, { branch: 3 }), ({ forced }) => forced === 'edited'),
    'corrects another': () =>
      row(planted(), (_, index) => planted().view.corrections[index]?.corrects != null),
    'written again': () => {
      const play = sampled(3);
      return row(play, ({ again }, index) => again && play.view.corrections[index] == null);
    },
    'begins with a marker': () => row(planted(), ({ forced }) => forced === 'marker'),
    'the answer, right': () => row(greedy(), ({ kind }) => kind === 'answer'),
    'the answer, wrong': () => row(sampled(1), ({ kind }) => kind === 'answer'),
    'without a checker': () => row(showing(TRACES.ownText), ({ number }) => number === 2),
    'a bar for entropy': () =>
      row(showing(TRACES.sampled, { branch: 1, hash: '#underline=entropy' }), ({ number }) => number === 3),
    'in self-certainty': () =>
      row(
        showing(TRACES.levers, { branch: 0, hash: '#signal=self-certainty' }),
        ({ number }) => number === 2,
      ),
  },
});
