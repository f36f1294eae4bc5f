import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { expectNoSeriousAxeViolation, generate } from './page.ts';

/** A young organism has much to learn: its loss falls within seconds. */
const QUICK = '#screen=train&parent=organism-wait-64&reads=10-0-0-0&items=8&tokens=40000';

const figures = (page: Page) => page.getByRole('region', { name: 'Share that ends right' });
const doing = (page: Page) => page.getByText(/tokens? read/).first();
async function shownLosses(page: Page): Promise<number[]> {
  const words = await page.getByText(/^From [\d.]+ to [\d.]+$/).innerText();
  return words.match(/[\d.]+/g)?.map(Number) ?? [];
}

test('a model is trained on, watched, kept, opened in Play and writes there', async ({ page }) => {
  const failed: string[] = [];
  page.on('pageerror', ({ message }) => failed.push(message));
  await page.goto(`/${QUICK}`);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(figures(page)).toContainText('n = 8', { timeout: 120_000 });
  await expect(doing(page)).toContainText(/Training: .* tokens a second/, { timeout: 60_000 });
  await expectNoSeriousAxeViolation(page);

  // It goes on while another screen is looked at.
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible();
  await page.getByRole('link', { name: 'Train' }).click();

  await expect(page.getByRole('button', { name: 'Keep' })).toBeVisible({ timeout: 120_000 });
  const [first = 0, last = 0] = await shownLosses(page);
  expect(last).toBeLessThan(first - 0.05);
  await expect(figures(page).getByRole('columnheader', { name: /^After \d/ })).toBeVisible();
  await expectNoSeriousAxeViolation(page);

  await page.getByRole('textbox', { name: 'Name' }).fill('Read a little more');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('button', { name: 'Open in Play' }).click();
  await expect(page.getByRole('status').first()).toContainText('Read a little more is ready', {
    timeout: 60_000,
  });
  await generate(page);
  expect(page.url()).toMatch(/model=own-/);

  // The store has it after a reload, and the link loads it.
  await page.reload();
  await expect(page.getByRole('status').first()).toContainText('Read a little more is ready', {
    timeout: 60_000,
  });
  expect(failed).toEqual([]);
});
