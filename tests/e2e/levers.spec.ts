import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { FIRST } from './first-problem.ts';
import { branches, expectNoSeriousAxeViolation, generate, lever, openReady, status, token } from './page.ts';

const done = async (page: Page): Promise<void> =>
  expect(status(page)).toContainText(/finished|budget|full/, { timeout: 60_000 });
const menu = (page: Page, name: string) => page.getByRole('dialog', { name });

test('a planted error without a first answer, in both turns side by side, and Wait on it', async ({
  page,
}) => {
  await openReady(page, '#seed=1&difficulty=3');
  await lever(page, 'Plant an error').click();
  const plant = menu(page, 'Plant an error');
  await plant.getByLabel('Wrong step').selectOption('2');
  await plant.getByLabel('Kind of error').selectOption({ label: 'slip of the pen' });
  await expect(plant.getByText(/^true value \d+$/)).toBeVisible();
  await plant.getByRole('button', { name: /^both, side by side/ }).click();
  await expect(branches(page)).toHaveCount(2, { timeout: 60_000 });
  await done(page);

  const pair = page.getByRole('region', { name: 'The same error in both turns' });
  await expect(pair.getByRole('heading')).toHaveText(['In the model’s turn', 'In the user’s turn']);
  await expect(page.getByRole('region', { name: 'What the user said' })).toContainText('Is this right?');
  await expect(page.getByRole('region', { name: 'What the user said' })).toContainText('✗ planted');

  await branches(page).first().click();
  const wrong = page.getByRole('grid').getByText('planted', { exact: true });
  await expect(wrong).toHaveAttribute('title', /^A planted error, wrong result: /);
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: '“Wait,”' }).click();
  await expect(branches(page)).toHaveCount(3);
  await expect(branches(page).nth(1)).toContainText('“Wait,” after the answer');
  await done(page);
  await expectNoSeriousAxeViolation(page);
});

test('Plant an error says why it cannot act on a problem of one’s own', async ({ page }) => {
  await openReady(page);
  await page.getByLabel('Problem text').fill('How many legs has a spider?');
  const plant = lever(page, 'Plant an error');
  await expect(plant).toHaveAttribute('aria-disabled', 'true');
  await plant.click({ force: true });
  await expect(status(page)).toContainText('There is no checker for a problem you wrote yourself');
});

test('samples vote three ways once P(True) was asked of each', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=2');
  await lever(page, 'Sample').click();
  await menu(page, 'Sample and vote').getByRole('button', { name: '8 answers' }).click();
  await expect(branches(page)).toHaveCount(8, { timeout: 60_000 });
  await expect(status(page)).toContainText(/^8 samples: /, { timeout: 120_000 });
  const vote = page.getByRole('region', { name: 'Vote' });
  await expect(vote).toContainText('8 samples at T 1');
  await expect(vote.getByRole('columnheader')).toHaveText(['Answer', 'Majority', 'Borda', 'P(True)']);
  await vote.getByRole('button', { name: 'Ask P(True) of each sample' }).click();
  await expect(status(page)).toContainText('P(True)-weighted', { timeout: 120_000 });
  await expect(vote.getByRole('button')).toHaveCount(0);
  await expectNoSeriousAxeViolation(page);
});

test('a step is rewritten in the inspector, and an empty text is refused', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=3');
  await generate(page);
  await token(page, 0).click();
  await page.getByText('Write something else here').click();
  const step = page.getByLabel('Rewrite this step');
  await expect(step).toHaveValue(/^Step 1: /);
  await step.fill(' ');
  await page.getByRole('button', { name: 'Rewrite and go on' }).click();
  await expect(status(page)).toContainText('There is nothing to write.');
  await expect(branches(page)).toHaveCount(1);
  await step.fill('Step 1: 2 + 2 = 4.');
  await page.getByRole('button', { name: 'Rewrite and go on' }).click();
  await expect(branches(page)).toHaveCount(2);
  await expect(branches(page).last()).toContainText('step 1 rewritten');
  await done(page);
  await expect(page.getByRole('grid').getByText('edited by hand', { exact: true })).toBeVisible();
});

test('Wait with all of them can be stopped', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=2');
  await generate(page);
  await lever(page, 'Wait').click();
  await menu(page, 'Make it look again')
    .getByRole('button', { name: /^all of them/ })
    .click();
  await expect(branches(page).nth(2)).toBeVisible({ timeout: 60_000 });
  await lever(page, 'Stop').click();
  await expect(lever(page, 'Stop')).toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
  expect(await branches(page).count()).toBeLessThan(12);
});

test('all markers and controls at once: each becomes a branch from the same place', async ({ page }) => {
  await openReady(page, FIRST.link);
  await generate(page);
  await lever(page, 'Wait').click();
  const all = menu(page, 'Make it look again').getByRole('button', { name: /^all of them/ });
  const count = Number(/(\d+) branches/.exec((await all.textContent()) ?? '')?.[1]);
  expect(count).toBeGreaterThan(5);
  await all.click();
  await expect(branches(page)).toHaveCount(1 + count, { timeout: 120_000 });
  await expect(lever(page, 'Stop')).toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
  await expect(branches(page).filter({ hasText: '“Wait,” after the answer' })).toContainText(
    `${FIRST.right}`,
  );
  await expect(branches(page).filter({ hasText: '“So” after the answer' })).toContainText(`${FIRST.wrong}`);
});
