import CompareFacts from '#ui/components/CompareFacts.svelte';
import { answered } from '../compared.ts';
import type { Compared } from '../compared.ts';
import { entry } from '../entry.ts';

const facts = (compared: () => Compared) => () => ({
  compare: compared().compare,
  onOpen: () => {},
  onKeep: () => {},
});

export default entry(CompareFacts, {
  about: 'Under each answer of a comparison: what it came to, and what can be done with it.',
  place: 'line',
  scenes: {
    'two answers': facts(() => answered()),
    'while they write': facts(() => answered('', 12)),
    'one is kept': facts(() => {
      const compared = answered();
      const answer = compared.compare.columns[0]?.answer;
      if (answer) answer.kept = true;
      return compared;
    }),
  },
});
