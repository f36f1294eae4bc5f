import type { Trace } from '#core/trace/events.ts';
import RunsRow from '#ui/components/RunsRow.svelte';
import { entry, find } from '../entry.ts';
import { keptRun } from '../kept-runs.ts';
import { TRACES, begun } from '../recorded.ts';

const deeds = {
  onOpen: () => {},
  onReplay: () => {},
  onRename: () => {},
  onDelete: () => {},
  onExport: () => {},
  onShare: () => {},
};
const row =
  (trace: Trace, title: string | null = null, current = false) =>
  () => ({
    run: keptRun('gallery', trace, title),
    maker: trace.header.model.id,
    current,
    ...deeds,
  });

export default entry(RunsRow, {
  about:
    'A kept run: name, model, branches, the shape of its certainty, its answers, and what can be done with it.',
  place: 'list',
  scenes: {
    'five branches': row(TRACES.levers),
    'on the Play screen': row(TRACES.sampled, null, true),
    'without a checker': row(TRACES.ownText),
    'no answer yet': row(begun(TRACES.planted, 1)),
    'a long name': row(TRACES.planted, 'The one with the planted mistake that it passes over '.repeat(3)),
    'being renamed': row(TRACES.levers),
  },
  then: { 'being renamed': (root) => find(root, 'button[aria-label^="Rename"]').click() },
});
