import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { branches, expectNoSeriousAxeViolation, generate, lever, openReady, status } from './page.ts';

const rows = (page: Page) => page.getByRole('list', { name: 'Kept runs' }).getByRole('listitem');
const screen = (page: Page, name: 'Play' | 'Runs') =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name });

/** Until the run on screen is kept, its address has no name in it. */
async function keptRun(page: Page): Promise<void> {
  await expect(page).toHaveURL(/[#&]run=[a-z0-9]+/);
}

test('a run is kept with its branches, is there after a reload, and is gone on with', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=3');
  await generate(page);
  await keptRun(page);
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: '“Wait,”' }).click();
  await expect(status(page)).toContainText('“Wait,” after the answer', { timeout: 60_000 });
  await page.waitForTimeout(1500);
  await page.reload();
  await expect(branches(page)).toHaveCount(2);
  await expect(status(page)).toContainText('is ready', { timeout: 60_000 });
  await lever(page, 'Backtrack').click();
  await page.getByRole('button', { name: /the least certain step/ }).click();
  await expect(branches(page)).toHaveCount(3);
  await expect(status(page)).toContainText(/finished|budget|full/, { timeout: 60_000 });
  await page.waitForTimeout(1500);
  await screen(page, 'Runs').click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('3 branches');
});

test('the list: empty, search, rename, delete with undo, open', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=2');
  await screen(page, 'Runs').click();
  await expect(screen(page, 'Runs')).toHaveAttribute('aria-current', 'page');
  await expect(page.getByText('No runs yet.')).toBeVisible();
  await expectNoSeriousAxeViolation(page);
  await screen(page, 'Play').click();
  await generate(page);
  await keptRun(page);
  await screen(page, 'Runs').click();
  await rows(page)
    .getByRole('button', { name: /^Rename / })
    .click();
  await page.getByRole('textbox', { name: 'New name' }).fill('For the lecture');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toContainText('For the lecture');
  await page.getByRole('searchbox', { name: 'Search runs' }).fill('nothing like it');
  await expect(page.getByText('No run matches “nothing like it”.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all runs' }).click();
  await rows(page).getByRole('button', { name: 'Delete For the lecture' }).click();
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo delete' }).click();
  await expect(rows(page)).toContainText('For the lecture');
  await expectNoSeriousAxeViolation(page);
  await rows(page).getByRole('button', { name: 'Open For the lecture' }).click();
  await expect(branches(page)).toHaveCount(1);
});

test('a run leaves as a file, is wiped here and comes back; a damaged file says what to do', async ({
  page,
}) => {
  await openReady(page, '#seed=1&difficulty=2');
  await generate(page);
  await keptRun(page);
  await screen(page, 'Runs').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    rows(page)
      .getByRole('button', { name: /^Export / })
      .click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.trace\.json$/);
  const text = readFileSync(await download.path(), 'utf8');
  const give = (name: string, content: string) =>
    page
      .getByLabel('File of runs')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await rows(page)
    .getByRole('button', { name: /^Delete / })
    .click();
  await expect(rows(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('No runs yet.')).toBeVisible();
  await give('mine.trace.json', text);
  await expect(rows(page)).toHaveCount(1);
  await rows(page)
    .getByRole('button', { name: /^Open / })
    .click();
  await expect(branches(page)).toHaveCount(1);
  await expect(page.getByRole('grid')).toContainText('The answer is');
  await screen(page, 'Runs').click();
  await give('again.trace.json', text);
  await expect(rows(page)).toHaveCount(2);
  await give('half.trace.json', text.slice(0, text.length / 2));
  await expect(page.getByRole('alert')).toContainText(/not a file of runs.*Choose a \.trace\.json file/);
  await expect(rows(page)).toHaveCount(2);
});

test('a link carries a run to a browser that has never seen it', async ({ browser, baseURL }) => {
  const origin = baseURL ?? '';
  const sender = await browser.newContext({ baseURL: origin });
  await sender.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await sender.newPage();
  await openReady(page, '#seed=1&difficulty=2');
  await generate(page);
  await keptRun(page);
  await screen(page, 'Runs').click();
  await rows(page)
    .getByRole('button', { name: /^Copy a link to / })
    .click();
  await expect(status(page)).toContainText('The link is copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await sender.close();
  const receiver = await browser.newContext();
  const other = await receiver.newPage();
  await other.goto(link);
  await expect(branches(other)).toHaveCount(1);
  await keptRun(other);
  await receiver.close();
});

test('two tabs: the second says so and keeps its changes as a copy', async ({ page, context }) => {
  await openReady(page, '#seed=1&difficulty=2');
  await generate(page);
  await keptRun(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(
    second.getByText('This run is open in another tab; changes here are kept as a copy.'),
  ).toBeVisible();
  await expect(status(second)).toContainText('is ready', { timeout: 60_000 });
  await lever(second, 'Wait').click();
  await second.getByRole('button', { name: '“Wait,”' }).click();
  await expect(status(second)).toContainText('“Wait,” after the answer', { timeout: 60_000 });
  await screen(second, 'Runs').click();
  await expect(rows(second)).toHaveCount(2);
  await expect(rows(second).filter({ hasText: '(copy)' })).toContainText('2 branches');
});

test('the runs fit 400 px', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    viewport: { width: 400, height: 800 },
    ...(baseURL ? { baseURL } : {}),
  });
  const page = await context.newPage();
  await openReady(page, '#seed=1&difficulty=2');
  await generate(page);
  await keptRun(page);
  await screen(page, 'Runs').click();
  await expect(rows(page)).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await expectNoSeriousAxeViolation(page);
  await context.close();
});
