import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { branches, expectNoSeriousAxeViolation, generate, lever, openReady, status } from './page.ts';

const LESSON = '?teach=generate,wait&lock=problem,model,wait#seed=2&difficulty=3&type=projector';
const levers = (page: Page) => page.getByRole('toolbar', { name: 'Levers' }).getByRole('button');
const fontSize = (page: Page): Promise<string> =>
  page
    .getByRole('gridcell', { name: /^token / })
    .first()
    .evaluate((cell) => getComputedStyle(cell).fontSize);

test('a lesson: levers left out or off, problem and model fixed, large type, and a way out', async ({
  page,
}) => {
  await openReady(page, LESSON);
  await expect(page.getByText(/recorded from/)).toHaveCount(0);
  await expect(levers(page)).toHaveText([/^Generate/, /^Wait/, /^Stop/]);
  await expect(
    page.getByText('Lesson: some levers are left out; some levers are off; problem and model are fixed.'),
  ).toBeVisible();

  await page.keyboard.press('p');
  await expect(status(page)).toContainText('This lesson leaves P(True) out.');
  await page.keyboard.press('n');
  await expect(status(page)).toContainText('This lesson keeps its problem.');
  await expect(lever(page, 'Wait')).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByLabel('Problem text')).toHaveAttribute('readonly', '');
  const seed = page.getByLabel('Seed');
  await expect(seed).toHaveAttribute('aria-disabled', 'true');
  await seed.focus();
  await expect(status(page)).toContainText('the seed is part of it');
  await page.getByRole('button', { name: /^Model:/ }).click({ force: true });
  await expect(status(page)).toContainText('This lesson keeps its model.');
  await expect(page.getByRole('dialog', { name: 'Model' })).toBeHidden();

  await generate(page);
  expect(await fontSize(page)).toBe('28px');
  await page
    .getByRole('gridcell', { name: /^token / })
    .nth(6)
    .focus();
  await page.keyboard.press('2');
  await expect(status(page)).toContainText('This lesson leaves Branch out.');
  await expect(branches(page)).toHaveCount(1);
  await expectNoSeriousAxeViolation(page);

  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(lever(page, 'P\\(True\\)')).toBeVisible();
  await expect(page).not.toHaveURL(/teach=|lock=/);
  await page.getByRole('button', { name: 'Back to the lesson' }).click();
  await expect(levers(page)).toHaveCount(3);
  await expect(page).toHaveURL(/\?teach=generate,wait&lock=problem,model,wait#/);
});

test('a lesson without a way out, and one with words that nobody knows', async ({ page }) => {
  await openReady(page, '?teach=generate&exit=off');
  await expect(page.getByText('Lesson: some levers are left out.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show everything' })).toHaveCount(0);
  await openReady(page, '?teach=generate,vibes&lock=moon');
  await expect(page.getByText(/The lesson says teach=vibes, which is not one of/)).toBeVisible();
  await expect(page.getByText(/The lesson says lock=moon, which is not one of/)).toBeVisible();
  await expect(levers(page)).toHaveText([/^Generate/, /^Stop/]);
});

test('a teacher writes a problem, chooses levers, copies the link, and a class opens it', async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL ?? '' });
  await openReady(page);
  await page.getByLabel('Problem text').fill('Name a colour & say why: 100 % yours.');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: /^Lesson link/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Lesson link' });
  for (const name of ['Plant an error', 'Sample', 'Backtrack'])
    await dialog.getByRole('checkbox', { name }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Problem' }).check();
  await expectNoSeriousAxeViolation(page);
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByLabel('Problem text')).toHaveValue('Name a colour & say why: 100 % yours.');
  await expect(other.getByLabel('Problem text')).toHaveAttribute('readonly', '');
  await expect(lever(other, 'Sample')).toHaveCount(0);
  await expect(lever(other, 'Wait')).toBeVisible();
});
