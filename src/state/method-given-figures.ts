/** What of the answers came with the problems, in a report of methods. Pure. */
import { plain } from './method-figure.ts';
import type { MoreFigure } from './method-figure.ts';

/** None of them is told where all was written, and all can be judged. */
export const GIVEN: readonly MoreFigure[] = [
  plain(
    [
      'given_beginnings',
      'Answers begun for it',
      'Problems whose answers begin with a mistake; ends right: recovered',
    ],
    ({ figures }) => figures.given.beginnings || null,
    0,
  ),
  plain(
    ['given_solutions', 'Drafts given', 'Problems that came with a solution, which was not written'],
    ({ figures }) => figures.given.solutions || null,
    0,
  ),
  plain(
    [
      'unjudged',
      'Not judged',
      'Problems whose right answer nobody knows: only the place of the mistake counts',
    ],
    ({ figures }) => figures.unjudged || null,
    0,
  ),
];
