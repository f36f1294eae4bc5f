import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { expectNoSeriousAxeViolation, status } from './page.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const rows = (page: Page) => page.getByRole('list', { name: 'Comparisons of methods' }).getByRole('listitem');
const figures = (page: Page) => page.getByRole('region', { name: 'Figures of the methods' });
const goTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();

test('a comparison of methods is found again under Runs: opened with its figures, named, deleted, brought back', async ({
  page,
}) => {
  await page.goto('/#screen=methods&level=3&count=2&methods=wait-after-answer,greedy');
  await expect(button(page, 'Run')).toHaveAttribute('aria-disabled', 'false', { timeout: 60_000 });
  await button(page, 'Run').click();
  await expect(status(page)).toContainText('is kept, under Runs', { timeout: 180_000 });
  const before = await figures(page).innerText();

  await goTo(page, 'Runs');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('2 problems: Word problems, 3 steps, seed 1');
  await expect(rows(page)).toContainText('all 4 answers finished');
  await expect(page.getByText(/comparisons of methods take \d+ kB/)).toBeVisible();
  await rows(page)
    .getByRole('button', { name: /^Rename / })
    .click();
  await page.getByRole('textbox', { name: 'New name' }).fill('For the lecture');
  await page.keyboard.press('Enter');
  await expect(button(page, 'Open For the lecture')).toBeVisible();
  await expectNoSeriousAxeViolation(page);

  await page.goto('about:blank');
  await page.goto('/#screen=runs');
  await page.getByRole('searchbox', { name: 'Search runs' }).fill('lecture wait');
  await button(page, 'Open For the lecture').click();
  await expect(page).toHaveURL(/screen=methods.*methods=wait-after-answer,greedy/);
  await expect.poll(() => figures(page).innerText(), { timeout: 60_000 }).toBe(before);

  await page.setViewportSize({ width: 400, height: 800 });
  await goTo(page, 'Runs');
  await button(page, 'Delete For the lecture').click();
  await expect(rows(page)).toHaveCount(0);
  await expect(button(page, 'Undo delete')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await expectNoSeriousAxeViolation(page);
});
