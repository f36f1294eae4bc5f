import { TIMELINE_KINDS } from '#state/timeline-events.ts';
import TimelineMark from '#ui/components/TimelineMark.svelte';
import { entry } from '../entry.ts';

export default entry(TimelineMark, {
  about: 'The shape of something that happened, within the timeline.',
  place: 'picture',
  scenes: Object.fromEntries(
    TIMELINE_KINDS.map((kind) => [kind, () => ({ kind, x: 10, y: 10, words: kind })]),
  ),
});
