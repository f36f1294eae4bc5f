/** What is shipped of the organisms agrees with itself: files, cards, reports, series and the page that sums them up. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkpointCards } from '#engine/catalog.ts';
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';
import { modelCardText } from './model-card-text.ts';
import { PROJECT } from './model-files.ts';
import { MODEL_CARD, organismStem, readOrganisms } from './organism-files.ts';
import { README, figuresIn, readmeFigures } from './readme-figures.ts';
import { reportMarkdown } from './report-text.ts';
import { seriesMarkdown } from './series-text.ts';

const organisms = await readOrganisms();
const trained = organisms.filter(({ card }) => card.sha256 !== null);
const textOf = (path: string): string => readFileSync(path, 'utf8');

/** Every share in any part of a report. */
function ratesIn(value: unknown): Rate[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(ratesIn);
  return 'successes' in value && 'interval' in value ? [value as Rate, ...inside] : inside;
}

describe('the shipped organisms', () => {
  it('are the files that their cards describe', () => {
    expect(trained.length).toBeGreaterThan(0);
    for (const { card } of trained)
      for (const { file, bytes, sha256 } of [card, ...checkpointCards(card)]) {
        const content = readFileSync(join(PROJECT, file));
        expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
      }
  });

  it('are small enough to be downloaded with the page: 3 MB a model, 40 MB in all', () => {
    const folder = join(PROJECT, 'models', 'organisms');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => ({ name, bytes: statSync(join(parentPath, name)).size }));
    const models = files.filter(({ name }) => name.endsWith('.gguf'));
    expect(models.length).toBeGreaterThan(0);
    expect(models.filter(({ bytes }) => bytes >= 3e6)).toEqual([]);
    expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(40e6);
  });

  it('have reports about these very files, with the interval that belongs to each share', () => {
    for (const { mix, card, report } of trained) {
      const stem = `${organismStem(mix)}.report`;
      if (!existsSync(`${stem}.json`)) continue;
      expect(report?.model.sha256, `${mix}.report.json is about another file`).toBe(card.sha256);
      if (report === null) continue;
      const rates = ratesIn(report);
      expect(rates.length).toBeGreaterThan(40);
      for (const { successes, n, ...found } of rates)
        expect(found).toMatchObject(without(rate(successes, n)));
      expect(textOf(`${stem}.md`)).toBe(reportMarkdown(report));
    }
  });

  it('have a series with a point for every checkpoint and the finished model', () => {
    for (const { mix, card, series } of trained) {
      if (card.checkpoints.length === 0) continue;
      const stem = `${organismStem(mix)}.series`;
      expect(series, `${mix}.series.json is missing or about another file`).not.toBeNull();
      if (series === null) continue;
      const known = [...checkpointCards(card), card].map(({ id, sha256 }) => [id, sha256]);
      expect(series.points.map(({ id, sha256 }) => [id, sha256])).toEqual(known);
      expect(series.points.slice(0, -1).map(({ step, tokens }) => [step, tokens])).toEqual(
        card.checkpoints.map(({ step, tokens }) => [step, tokens]),
      );
      for (const { successes, n, ...found } of ratesIn(series.points)) {
        expect(n).toBe(series.n);
        expect(found).toEqual(without(rate(successes, n)));
      }
      expect(textOf(`${stem}.md`)).toBe(seriesMarkdown(series));
    }
  });

  it('have their figures in the README', () => {
    expect(figuresIn(textOf(README))).toBe(readmeFigures(organisms));
  });

  it('are described by a page that agrees with cards and reports (st report --cards writes it)', () => {
    expect(textOf(MODEL_CARD)).toBe(modelCardText(organisms));
  });

  it('can be described before any of them is trained', () => {
    const card = { ...(organisms[0] as (typeof organisms)[number]).card, sha256: null, checkpoints: [] };
    const text = modelCardText([{ mix: 'clean', card, report: null, series: null }]);
    expect(text).toContain(`${card.id} is not trained yet`);
    expect(text).not.toMatch(/undefined|null|NaN/);
  });
});

function without({ rate: share, interval }: Rate) {
  return { rate: share, interval };
}
