/** The curve and the figures of `st tune` as lines for people. */
import type { Rate } from '#scoring/intervals.ts';
import type { AnyStep, LessonResult } from './run-lesson.ts';

export function stepLine(point: AnyStep, steps: number): string {
  return `step ${point.step} of ${steps}  loss ${point.loss.toFixed(4)}  norm ${point.norm.toFixed(2)}${ownFigures(point)}`;
}

function ownFigures(point: AnyStep): string {
  if ('margin' in point)
    return `  margin ${point.margin.toFixed(3)}  chosen preferred ${shareText(point.accuracy)}`;
  if ('reward' in point) {
    const { reward, rewardInterval: range, samples, telling } = point;
    const between = range ? ` [${range.low.toFixed(2)}, ${range.high.toFixed(2)}]` : '';
    return `  reward ${reward.toFixed(2)}${between}  ${telling} of ${samples} samples tell`;
  }
  return '';
}

function shareText({ rate: share, interval, successes, n }: Rate): string {
  if (share === null || interval === null) return `– (0 of ${n})`;
  return `${share.toFixed(2)} [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}] (${successes} of ${n})`;
}

const MEASURES = {
  solved: 'solved, sampled at temperature 1',
  corrected: 'own planted mistake corrected, no marker',
  kept: 'right in the end after a right beginning',
  doubted: 'right beginning doubted all the same',
} as const;

export function resultText({ curve, before, after, heldOut, written }: LessonResult): string {
  const lines = Object.entries(MEASURES).flatMap(([key, words]) => {
    const name = key as keyof typeof MEASURES;
    return before && after ? [`${words}: ${shareText(before[name])} → ${shareText(after[name])}`] : [];
  });
  if (heldOut !== null)
    lines.push(
      `held-out pairs: margin ${heldOut.margin.toFixed(3)}, chosen preferred ${shareText(heldOut.accuracy)}`,
    );
  if (curve.length > 0 && curve.every((point) => 'telling' in point && point.telling === 0))
    lines.push(
      'No sample was worth more than the others of its problem, so there was nothing to learn from.',
    );
  lines.push(
    written === null ? 'Not a single step was done; no file is written.' : `Written: ${written.file}`,
  );
  return `${lines.join('\n')}\n`;
}
