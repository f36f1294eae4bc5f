import MethodProblems from '#ui/components/MethodProblems.svelte';
import { entry } from '../entry.ts';
import { done, underWay } from '../methods.ts';
import type { Compared } from '../methods.ts';

const problems = ({ lab, play }: Compared, change = {}) => ({
  setup: lab.setup,
  link: { ...play.link, ...change },
});

export default entry(MethodProblems, {
  about: 'Which problems the methods solve, what answers begin with, and within which budget.',
  place: 'answer',
  scenes: {
    generated: () => problems(done),
    'a single one': () => problems(done, { of: 'one' }),
    'of a file': () => problems(done, { of: 'file' }),
    'while the methods work': () => problems(underWay),
  },
});
