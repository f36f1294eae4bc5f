import { wordDiff } from '#state/word-diff.ts';
import DiffText from '#ui/components/DiffText.svelte';
import { entry } from '../entry.ts';
import { TRACES, showing } from '../recorded.ts';

function between(side: 'left' | 'right' | 'both') {
  const [one, other] = showing(TRACES.levers).view.summaries.map(({ rows }) =>
    rows.map(({ text }) => text).join('\n'),
  );
  return { pieces: wordDiff(one ?? '', other ?? ''), side, left: 1, right: 2 };
}

export default entry(DiffText, {
  about: 'Words that only one of two branches has, told apart by more than colour.',
  place: 'side',
  scenes: {
    'both in one': () => between('both'),
    'the first': () => between('left'),
    'the second': () => between('right'),
  },
});
