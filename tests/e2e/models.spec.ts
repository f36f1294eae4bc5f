import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { ModelCard } from '../../src/engine/catalog.ts';
import type { ReportFile } from '../../src/state/organism-figures.ts';
import { expectNoSeriousAxeViolation, generate, openReady, status } from './page.ts';

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const CARD = read<ModelCard>('models/organism-wait.json');
const REPORT = read<ReportFile>('models/organisms/wait.report.json');
const picker = (page: Page) => page.getByRole('button', { name: /^Model:/ });
const slider = (page: Page) => page.getByRole('slider', { name: 'How far in its training' });

/** Paths of the model files that the page and its workers ask the server for. */
function modelFiles(page: Page): string[] {
  const asked: string[] = [];
  page.context().on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.gguf')) asked.push(pathname.slice(1));
  });
  return asked;
}

test('a checkpoint is chosen by keyboard: only its file is fetched, the run stays, and a reload has it again', async ({
  page,
}) => {
  const second = CARD.checkpoints[1];
  if (second === undefined) throw new Error('the organism has no second checkpoint');
  const name = `Organism “wait” after ${second.step.toLocaleString('en')} steps`;
  const asked = modelFiles(page);
  await openReady(page, '#seed=3&difficulty=3');
  await generate(page);
  const answer = await page.getByRole('grid', { name: 'Answer' }).textContent();

  await picker(page).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Model' }).locator('[aria-current]')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(slider(page)).toBeFocused();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^finished: .* tokens read$/);
  for (const key of ['Home', 'ArrowRight']) await page.keyboard.press(key);
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^after .* steps, .* tokens read$/);
  await expect(status(page)).toContainText(`${name} is ready`, { timeout: 60_000 });
  expect(asked).toEqual([CARD.file, second.file]);
  await page.keyboard.press('Escape');
  await expect(picker(page)).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`model=${CARD.id}-${second.step}&seed=3&difficulty=3`));
  expect(await page.getByRole('grid', { name: 'Answer' }).textContent()).toBe(answer);

  await generate(page);
  await page.waitForTimeout(1500);
  await page.reload();
  await expect(status(page)).toContainText(`${name} is ready`, { timeout: 60_000 });
  await expect(picker(page)).toHaveAccessibleName(`Model: ${name}`);
  expect(asked).toEqual([CARD.file, second.file]);
  await page.getByRole('link', { name: 'Runs' }).click();
  const runs = page.getByRole('list', { name: 'Kept runs' }).getByRole('listitem');
  await expect(runs).toHaveCount(2);
  await expect(runs.filter({ hasText: name })).toHaveCount(1);
  await expect(runs.filter({ hasText: CARD.name }).filter({ hasNotText: 'after' })).toHaveCount(1);
});

test('the Models screen: what each is, what was measured, load and unload; light, dark and 400 px', async ({
  page,
}) => {
  await openReady(page, '#screen=models');
  const entry = page.getByRole('article', { name: CARD.name, exact: true });
  await expect(entry).toContainText('loaded');
  await expect(entry).toContainText('kept in this browser');
  await expect(entry.getByTitle(CARD.sha256 ?? '')).toBeVisible();
  const greedy = REPORT.accuracy[0]?.greedy;
  await expect(entry.getByRole('table').first()).toContainText(`${greedy?.successes} of ${greedy?.n}`);
  await expect(entry).toContainText('What it cannot do.');
  await expectNoSeriousAxeViolation(page);

  await entry.getByRole('button', { name: 'Unload' }).click();
  await expect(status(page)).toContainText('is unloaded and its memory is given back');
  await entry.getByRole('button', { name: 'Load' }).click();
  await expect(status(page)).toContainText('is ready', { timeout: 60_000 });

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Colours').selectOption('Dark');
  await page.keyboard.press('Escape');
  await expectNoSeriousAxeViolation(page);
  await page.setViewportSize({ width: 400, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await expectNoSeriousAxeViolation(page);
});
