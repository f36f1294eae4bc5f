import LinkProblems from '#ui/components/LinkProblems.svelte';
import { parseLink } from '#state/url.ts';
import { entry } from '../entry.ts';

export default entry(LinkProblems, {
  about: 'What the address says and the page cannot take; the default stands instead.',
  place: 'answer',
  scenes: {
    two: () => ({ problems: parseLink('#screen=methods&count=9999&methods=a,b,c,d,e').problems }),
    none: () => ({ problems: [] }),
  },
});
