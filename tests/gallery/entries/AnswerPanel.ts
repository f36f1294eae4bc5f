import { AppError } from '#core/app-error.ts';
import { failureOf } from '#state/failure.ts';
import { firstVisit } from '#state/recorded/first-visit.ts';
import AnswerPanel from '#ui/components/AnswerPanel.svelte';
import { entry } from '../entry.ts';
import { TRACES, bare, begun, loading, playing, ready, showing, writing } from '../recorded.ts';
import type { Play } from '#state/play.svelte.ts';

const panel = (play: () => Play) => () => ({
  play: play(),
  onFile: () => {},
  onEdit: () => {},
  onInspect: () => {},
  onTap: () => {},
});

function failed(): Play {
  const play = showing(TRACES.planted, { branch: 0 });
  play.failure = failureOf(new AppError('context-full', 'The answer has no room left. Shorten the problem.'));
  return play;
}

export default entry(AnswerPanel, {
  about:
    'The middle of the Play screen: title, colour, legend, notes, and the answer or what to do without one.',
  place: 'answer',
  scenes: {
    'no model': panel(() => bare()),
    'a model on its way': panel(() => loading({ stage: 'starting', done: 0, total: null })),
    'a model, no answer': panel(() => ready()),
    'the recorded run plays': panel(() => playing(firstVisit(), 6000)),
    'the recorded run has played': panel(() => bare('', firstVisit())),
    'an answer, coloured by entropy, a bar for margin': panel(() =>
      showing(TRACES.levers, { branch: 0, hash: '#signal=entropy&underline=margin' }),
    ),
    'the same error in both turns': panel(() => showing(TRACES.planted, { branch: 1 })),
    'reading the problem': panel(() => writing(showing(begun(TRACES.planted, 1)))),
    'a failure above the answer': panel(failed),
    'a link with values that cannot be read': panel(() => ready('#difficulty=9&theme=pink')),
  },
});
