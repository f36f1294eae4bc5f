import type { TokenEvent } from '#core/trace/events.ts';
import type { Play } from '#state/play.svelte.ts';
import TokenTop from '#ui/components/TokenTop.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function top(play: Play, is: (token: TokenEvent) => boolean) {
  const index = play.view.tokens.findIndex(is);
  const token = play.view.tokens[index];
  if (token === undefined) throw new Error('No recorded token is of this kind.');
  play.view.selectToken(index);
  return { play, token, index };
}

export default entry(TokenTop, {
  about: 'The likeliest tokens of a place, raw and as they would be drawn, and a field for any other.',
  place: 'side',
  scenes: {
    greedy: () => top(showing(TRACES.levers, { branch: 0 }), ({ margin }) => margin < 0.9),
    'at temperature 1.3': () => {
      const play = showing(TRACES.sampled, { branch: 0 });
      const least = Math.min(...play.view.tokens.map(({ margin }) => margin));
      return top(play, ({ margin }) => margin === least);
    },
    'taken from far down': () =>
      top(showing(TRACES.planted, { branch: 0 }), ({ forced, rank }) => forced === 'planted' && rank > 10),
  },
});
