import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { expectNoSeriousAxeViolation, generate } from './page.ts';

/** A model that never read “Wait,” reads it for a minute: what it then makes of it rises beyond both intervals. */
const STORY = { parent: 'organism-clean', line: 'Own mistake, then “Wait,”' };
const HASH = `#screen=train&parent=${STORY.parent}&reads=2-0-8-0&items=12&tokens=50000`;

const figures = (page: Page) => page.getByRole('region', { name: 'Share that ends right' });
const doing = (page: Page) => page.getByText(/tokens? read/).first();
async function shownLosses(page: Page): Promise<number[]> {
  const words = await page.getByText(/^From [\d.]+ to [\d.]+$/).innerText();
  return words.match(/[\d.]+/g)?.map(Number) ?? [];
}

test('a model is trained on, watched, kept, opened in Play and writes there', async ({ page }) => {
  const failed: string[] = [];
  page.on('pageerror', ({ message }) => failed.push(message));
  await page.goto(`/${HASH}`);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(figures(page)).toContainText('n = 12', { timeout: 120_000 });
  await expect(doing(page)).toContainText(/Training: .* tokens a second/, { timeout: 60_000 });
  await expectNoSeriousAxeViolation(page);

  // It goes on while another screen is looked at.
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible();
  await page.getByRole('link', { name: 'Train' }).click();

  await expect(page.getByRole('button', { name: 'Keep' })).toBeVisible({ timeout: 120_000 });
  const [first = 0, last = 0] = await shownLosses(page);
  expect(last).toBeLessThan(first);
  const changed = figures(page).getByRole('row', { name: STORY.line });
  await expect(changed).toContainText(/\[0\.\d\d, [01]\.\d\d\].*\[0\.\d\d, [01]\.\d\d\]/s);
  await expect(changed).toContainText('▲ rose');
  await expect(figures(page).getByRole('columnheader', { name: /^After \d/ })).toBeVisible();
  await expectNoSeriousAxeViolation(page);

  await page.getByRole('textbox', { name: 'Name' }).fill('Read a little more');
  await page.getByRole('button', { name: 'Keep' }).click();

  // Beside the model that it came from.
  await page.getByRole('link', { name: /^Compare with/ }).click();
  await expect(page.getByRole('combobox', { name: 'Model A' })).toHaveValue(STORY.parent);
  const own = page.getByRole('combobox', { name: 'Model B' });
  await expect(own.getByRole('option', { selected: true })).toHaveText('Read a little more');
  await page.getByRole('link', { name: 'Train' }).click();

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
