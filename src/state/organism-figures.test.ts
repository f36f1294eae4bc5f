/** The shipped reports are what the page takes them for. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OFFERED } from '#engine/catalog.ts';
import { figureGroups, mixWords } from './organism-figures.ts';
import type { Figure, ReportFile } from './organism-figures.ts';
import { pointFigures } from './training-series.ts';
import type { TrainingSeries } from './training-series.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const organisms = OFFERED.filter(({ organism }) => organism);
const beside = (file: string, kind: string): string =>
  resolve(PROJECT, file.replace('.gguf', `.${kind}.json`));
const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

function expectWhole(figures: readonly Figure[]): void {
  expect(figures.length).toBeGreaterThan(0);
  for (const { value, interval, n } of figures) {
    expect(n).toBeGreaterThan(0);
    expect(value).toBeGreaterThanOrEqual(interval?.low ?? NaN);
    expect(value).toBeLessThanOrEqual(interval?.high ?? NaN);
  }
}

describe.each(organisms.map((model) => [model.id, model] as const))('%s', (_, model) => {
  const report = read<ReportFile>(beside(model.file, 'report'));

  it('has a report of the very file that is shipped, with every figure, interval and n', () => {
    expect(report.model).toMatchObject({
      sha256: model.sha256,
      bytes: model.bytes,
      parameters: model.parameters,
    });
    const groups = figureGroups(report);
    expect(groups).toHaveLength(report.judgement === undefined ? 4 : 5);
    for (const { figures } of groups) expectWhole(figures);
  });
  it('has a card that says how far it was trained, as its report does', () => {
    expect(report.training).toMatchObject({ steps: model.trained?.step, tokens: model.trained?.tokens });
    expect(report.training === null ? '' : mixWords(report.training)).toMatch(/(^|, )\d+(\.\d+)? right, /);
  });
  it.skipIf(!existsSync(beside(model.file, 'series')))('has a series over its own checkpoints', () => {
    const series = read<TrainingSeries>(beside(model.file, 'series'));
    expect(series.points.map(({ sha256 }) => sha256)).toEqual(
      [...model.stages, model].map(({ sha256 }) => sha256),
    );
    for (const point of series.points) expectWhole(pointFigures(point, series).figures);
  });
});
