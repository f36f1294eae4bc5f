/** How what happened is drawn on the timeline: a shape each, so that none is told by colour. */
import type { TimelineKind } from '#state/timeline-events.ts';

export interface MarkShape {
  /** Path round (0, 0), 9 px high. */
  readonly d: string;
  /** Drawn as a line, not filled. */
  readonly open: boolean;
  readonly word: string;
}

export const MARK_SHAPES: Readonly<Record<TimelineKind, MarkShape>> = {
  injected: { d: 'M0 -4.5L4.5 4H-4.5Z', open: false, word: 'injected' },
  planted: { d: 'M0 -5L5 0L0 5L-5 0Z', open: false, word: 'planted' },
  edited: { d: 'M-4 -4H4V4H-4Z', open: false, word: 'edited by hand' },
  chosen: { d: 'M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z', open: false, word: 'chosen by hand' },
  withdrawn: { d: 'M-4.5 0L4 -4.5V4.5Z', open: false, word: 'text withdrawn' },
  correction: {
    d: 'M-3.6 1A3.6 3.6 0 1 0 -1.4 -3.2M-4.4 -4.2L-1 -3.4L-2.4 -0.4',
    open: true,
    word: 'corrects',
  },
};
