import type { Play } from '#state/play.svelte.ts';
import Inspector from '#ui/components/Inspector.svelte';
import { entry, find } from '../entry.ts';
import { TRACES, bare, showing, writing } from '../recorded.ts';
import type { TokenEvent } from '#core/trace/events.ts';

function at(play: Play, is: (token: TokenEvent) => boolean) {
  const index = play.view.tokens.findIndex(is);
  if (index === -1) throw new Error('No recorded token is of this kind.');
  play.view.selectToken(index);
  return { play };
}
const unsure = (): ReturnType<typeof at> =>
  at(showing(TRACES.sampled, { branch: 0 }), ({ margin, bytes }) => margin < 0.7 && bytes === ' +');

export default entry(Inspector, {
  about:
    'The selected token: what else the model considered there, all numbers, and a field to write over it.',
  place: 'side',
  scenes: {
    'nothing selected': () => ({ play: bare() }),
    'an unsure token': unsure,
    'while the model writes': () => {
      const { play } = unsure();
      return { play: writing(play) };
    },
    'an injected token': () => at(showing(TRACES.levers, { branch: 4 }), ({ forced }) => forced === 'marker'),
    'a planted token': () =>
      at(showing(TRACES.planted, { branch: 0 }), ({ forced, rank }) => forced === 'planted' && rank > 10),
    'a chosen token': () => at(showing(TRACES.levers, { branch: 1 }), ({ forced }) => forced === 'chosen'),
    'one of several tokens of a character': () =>
      at(showing(TRACES.ownText), ({ bytes }) => bytes === '\xf0'),
    'the end of the turn': () => at(showing(TRACES.levers, { branch: 0 }), ({ special }) => special),
    'writing something else': unsure,
  },
  then: { 'writing something else': (root) => find(root, 'summary').click() },
});
