import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { branches, expectNoSeriousAxeViolation, generate, lever, openReady, status } from './page.ts';

const entry = (page: Page, number: number) =>
  branches(page).filter({ has: page.getByRole('button', { name: `Menu of branch ${number}`, exact: true }) });
const nameField = (page: Page) => page.getByRole('textbox', { name: /^New name of branch / });

async function choose(page: Page, number: number, item: string): Promise<void> {
  await page.getByRole('button', { name: `Menu of branch ${number}`, exact: true }).click();
  await page
    .getByRole('dialog', { name: new RegExp(`^Branch ${number}, `) })
    .getByRole('button', { name: new RegExp(`^${item}`) })
    .click();
}
async function wait(page: Page, marker: string): Promise<void> {
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: marker, exact: true }).click();
  await expect(status(page)).toContainText('after the answer: ', { timeout: 60_000 });
}
/** A first answer, “Wait,” after it, and “So” after that. */
async function grow(page: Page): Promise<void> {
  await openReady(page, '#seed=1&difficulty=3');
  await growHere(page);
}
async function growHere(page: Page): Promise<void> {
  await generate(page);
  await wait(page, '“Wait,”');
  await expect(branches(page)).toHaveCount(2);
  await wait(page, '“So”');
  await expect(branches(page)).toHaveCount(3);
}

test('branches are renamed, pinned, pruned and brought back, and a reload keeps all of it', async ({
  page,
}) => {
  await grow(page);
  await expect(entry(page, 1)).toHaveAccessibleName(/^1 greedy (right|wrong) \d+ certainty \d/);
  await expect(entry(page, 3)).toHaveAttribute('aria-level', '3');

  await entry(page, 2).dblclick();
  await nameField(page).fill('It looks again');
  await page.keyboard.press('Enter');
  await expect(entry(page, 2)).toContainText('It looks again');
  await expect(entry(page, 2)).toBeFocused();
  await expect(entry(page, 2)).toHaveAttribute('aria-selected', 'true');
  await expect(status(page)).toContainText('Branch 2 is now “It looks again”.');

  await choose(page, 3, 'Pin');
  await expect(page.getByRole('group', { name: 'Pinned' }).getByRole('treeitem')).toHaveCount(1);
  await expect(branches(page).first()).toContainText('from 2');
  await expectNoSeriousAxeViolation(page);

  await choose(page, 2, 'Prune');
  await expect(branches(page)).toHaveCount(1);
  await expect(status(page)).toContainText('Pruned 2 branches. Branch 1 is on screen now.');
  await expect(page.getByRole('grid')).not.toContainText('Wait');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(branches(page)).toHaveCount(3);
  await expect(entry(page, 2)).toHaveAttribute('aria-selected', 'true');

  await choose(page, 2, 'Prune');
  await page.keyboard.press('Control+z');
  await expect(branches(page)).toHaveCount(3);
  await choose(page, 3, 'Prune');
  await expect(page.getByRole('button', { name: '1 pruned branch' })).toBeVisible();
  await choose(page, 1, 'Pin');
  await page.waitForTimeout(1500);

  await page.reload();
  await expect(branches(page)).toHaveCount(2);
  await expect(page.getByRole('group', { name: 'Pinned' })).toContainText('greedy');
  await expect(entry(page, 2)).toContainText('It looks again');
  await expect(entry(page, 2)).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: '1 pruned branch' }).click();
  await expectNoSeriousAxeViolation(page);
  await page.getByRole('button', { name: 'Show branch 3 again' }).click();
  await expect(entry(page, 3)).toBeFocused();
  await expect(page.getByRole('button', { name: /pruned branch/ })).toHaveCount(0);
});

test('two branches beside one another: a preview where the pointer is, all of it under Compare', async ({
  page,
}) => {
  await grow(page);
  const preview = page.getByTestId('difference');
  await entry(page, 2).click();
  await expect(preview).toContainText('Point at a branch');
  await entry(page, 1).hover();
  await expect(preview).toContainText('only in 2, on screen');
  await expect(preview.locator('del').nth(1)).toContainText('Wait,');

  await choose(page, 1, 'Compare');
  const dialog = page.getByRole('dialog', { name: 'Branch 2 and branch 1' });
  await expect(dialog).toContainText(/\d+ of \d+ lines differ/);
  const heads = dialog.getByRole('columnheader');
  await expect(heads.first()).toContainText(
    /2 “Wait,” after the answer, on screen.*(right|wrong) \d+ certainty \d/s,
  );
  await expect(heads.last()).toContainText(/1 greedy.*(right|wrong) \d+ certainty \d/s);
  await expect(dialog.getByRole('row').filter({ hasText: 'let me check' })).toContainText(
    'no line here in 1',
  );
  await expectNoSeriousAxeViolation(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(entry(page, 1)).toBeFocused();
  await expect(branches(page)).toHaveCount(3);

  await page.getByRole('button', { name: 'Menu of branch 2', exact: true }).click();
  const compare = page.getByRole('dialog', { name: /^Branch 2, / }).getByRole('button', { name: /^Compare/ });
  await expect(compare).toHaveAttribute('aria-disabled', 'true');
  await expect(compare).toContainText('This one is on screen.');
});

test('the keyboard alone: walk, show, rename, prune, undo, compare', async ({ page }) => {
  await grow(page);
  await entry(page, 3).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(entry(page, 2)).toBeFocused();
  await expect(page.getByTestId('difference')).toContainText('only in 3, on screen');
  await expect(entry(page, 2)).toHaveAccessibleDescription(/only in 3/);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(entry(page, 1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F2');
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.type('First');
  await page.keyboard.press('Escape');
  await expect(entry(page, 1)).toBeFocused();
  await expect(entry(page, 1)).not.toContainText('First');
  await page.keyboard.press('F2');
  await page.keyboard.type('First');
  await page.keyboard.press('Enter');
  await expect(entry(page, 1)).toContainText('First');
  await page.keyboard.press('Control+z');
  await expect(entry(page, 1)).not.toContainText('First');

  await page.keyboard.press('End');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(branches(page)).toHaveCount(2);
  await expect(entry(page, 1)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(branches(page)).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Branch 1 and branch 2' })).toBeVisible();
});

test('a recorded run says why its branches stay as they are', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Skip/ }).click();
  await expect(branches(page)).toHaveCount(2);
  await entry(page, 1).dblclick();
  await expect(status(page)).toContainText('A recorded run stays as it is.');
  await expect(nameField(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Menu of branch 2', exact: true }).click();
  const prune = page.getByRole('dialog', { name: /^Branch 2, / }).getByRole('button', { name: /^Prune/ });
  await expect(prune).toHaveAttribute('aria-disabled', 'true');
  await prune.click({ force: true });
  await expect(prune).toContainText('A recorded run stays as it is.');
  await expect(branches(page)).toHaveCount(2);
});

test('the tree and the comparison fit 400 px, dark too', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    colorScheme: 'dark',
    viewport: { width: 400, height: 800 },
    ...(baseURL ? { baseURL } : {}),
  });
  const page = await context.newPage();
  await openReady(page, '#seed=1&difficulty=3');
  await page.getByRole('button', { name: /^Branches \d/ }).click();
  await growHere(page);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(400);
  await expectNoSeriousAxeViolation(page);
  await choose(page, 1, 'Compare');
  const dialog = page.getByRole('dialog', { name: 'Branch 3 and branch 1' });
  await expect(dialog).toBeVisible();
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(
    0,
  );
  await expectNoSeriousAxeViolation(page);
  await context.close();
});
