/** What the Models screen is given: the reports that are shipped, and a browser that keeps one file. */
import { OFFERED } from '#engine/catalog.ts';
import type { OfferedModel } from '#engine/catalog.ts';
import { ModelShelf } from '#state/model-shelf.svelte.ts';
import type { ShelfParts } from '#state/model-shelf.svelte.ts';
import type { Play } from '#state/play.svelte.ts';
import type { ReportFile } from '#state/organism-figures.ts';
import { rate } from '#scoring/intervals.ts';
import type { TrainingSeries, SeriesPoint } from '#state/training-series.ts';
import written from '#models/organisms/wait.report.json' with { type: 'json' };

export const REPORT: ReportFile = written;

export function offeredModel(id: string): OfferedModel {
  const model = OFFERED.find((one) => one.id === id);
  if (model === undefined) throw new Error(`There is no model ${id}.`);
  return model;
}

/** Shares made up for the drawing, 8 doublings of the training. */
export const MADE_UP: TrainingSeries = {
  ...{ model: 'made-up', engine: 'none', seed: 0 },
  n: 200,
  difficulties: [2, 3, 4],
  points: Array.from({ length: 8 }, (_, i): SeriesPoint => {
    const share = (from: number, to: number): SeriesPoint['user'] =>
      rate(Math.round(200 * Math.min(to, Math.max(0, (i - from) * 0.25 * to))), 200);
    return {
      id: `made-up-${2 ** i}`,
      sha256: `${i}`,
      step: 64 * 2 ** i,
      tokens: 245_000 * 2 ** i,
      accuracy: share(1, 0.95),
      spontaneous: share(7, 0.02),
      afterWait: share(3, 0.9),
      user: share(2, 0.93),
    };
  }),
};

/** @param change other parts than the usual ones */
export function shelfOf(play: Play, change: Partial<ShelfParts> = {}): ModelShelf {
  const kept = new Set([offeredModel('organism-wait').sha256 ?? '']);
  return new ModelShelf(play, {
    kept: () => Promise.resolve(kept),
    report: ({ sha256 }) => Promise.resolve(sha256 === REPORT.model.sha256 ? REPORT : null),
    series: () => Promise.resolve(null),
    ...change,
  });
}
