import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { branches, expectNoSeriousAxeViolation, status } from './page.ts';

const answers = (page: Page) => page.getByRole('table', { name: 'Answers, step under step' });
/** The cells of the first row of this name. */
const cells = (page: Page, name: string) =>
  answers(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .first()
    .getByRole('cell');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('one planted error on two models, step under step; many problems; on in Play', async ({ page }) => {
  await page.goto('/#screen=compare&seed=3&difficulty=3&models=organism-wait');
  await button(page, 'Add model').click();
  await expect(page.getByRole('combobox', { name: 'Model B' })).toHaveValue(/^organism-/);
  await page.getByRole('combobox', { name: 'Written after it' }).selectOption({ label: '“Wait,”' });
  await expect(page).toHaveURL(/models=organism-wait,organism-[\w-]+&marker=Wait,$/);
  await button(page, 'Run').click();
  await expect(status(page)).toContainText(/^[0-2] of 2 corrected the planted error/, { timeout: 120_000 });
  await expect(cells(page, 'Step 1').getByText('planted', { exact: true })).toHaveCount(2);
  await expect(cells(page, 'Marker').getByText('injected')).toHaveCount(2);
  const corrected = await cells(page, 'Corrected').filter({ hasText: 'yes' }).count();
  await expect(status(page)).toContainText(`${corrected} of 2`);
  await expectNoSeriousAxeViolation(page);

  await page.setViewportSize({ width: 400, height: 800 });
  await button(page, 'Run 20 problems').click();
  const shares = page.getByRole('table', { name: '20 problems' }).getByRole('cell');
  await expect(shares.first()).toContainText(/\[0\.\d\d, [01]\.\d\d\].* of [1-9]/, { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(status(page)).toContainText(/Stopped|Right in the end/);
  await expect(shares.first()).toContainText(/ of [1-9]/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await expectNoSeriousAxeViolation(page);
  await page.setViewportSize({ width: 1280, height: 860 });

  await button(page, 'Keep answer B').click();
  await expect(status(page)).toContainText('with the kept runs');
  await button(page, 'Open answer A in Play').click();
  await expect(branches(page)).toHaveCount(1);
  await expect(page).toHaveURL(/run=[a-z0-9]+/);
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(cells(page, 'Marker')).toHaveCount(2);
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('list', { name: 'Kept runs' }).getByRole('listitem')).toHaveCount(2);
});
