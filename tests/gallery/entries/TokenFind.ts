import TokenFind from '#ui/components/TokenFind.svelte';
import { entry } from '../entry.ts';
import { FOUND_TEXT, TRACES, showing } from '../recorded.ts';

function field(text: string) {
  const play = showing(TRACES.levers, { branch: 0 });
  const { tokens } = play.view;
  const margins = tokens.map(({ margin }) => margin);
  const index = margins.indexOf(Math.min(...margins));
  play.view.selectToken(index);
  play.search.text = text;
  const token = tokens[index];
  if (token === undefined) throw new Error('The recorded answer is empty.');
  return { play, token, index, sampling: (logprob: number) => Math.exp(logprob) };
}

export default entry(TokenFind, {
  about: 'Any token of the vocabulary by its text, with its probability and rank at this place.',
  place: 'side',
  scenes: {
    'nothing typed': () => field(''),
    found: () => field(FOUND_TEXT),
    'no engine answers': () => field('zebra'),
  },
});
