import { expect, test } from '@playwright/test';
import { FIRST } from './first-problem.ts';
import { branches, expectNoSeriousAxeViolation, generate, lever, openReady, status } from './page.ts';

test('a first visit: a recorded run in three beats, then the same buttons do it for real', async ({
  page,
}) => {
  await page.goto('/');
  const answer = page.getByRole('grid');
  await expect(
    page.getByText(new RegExp(`^recorded from organism-wait, seed ${FIRST.seed}, \\d{4}-\\d\\d-\\d\\d`)),
  ).toBeVisible();
  await expect(answer).toContainText('Step 1', { timeout: 10_000 });
  await expect(branches(page)).toHaveCount(2, { timeout: 30_000 });
  await expect(answer).toContainText(`The answer is ${FIRST.right}.`, { timeout: 30_000 });
  await expect(page.getByRole('button', { name: /^Skip/ })).toHaveCount(0);
  await expect(status(page)).toContainText('is ready', { timeout: 60_000 });
  await expectNoSeriousAxeViolation(page);
  await generate(page);
  await expect(page.getByText(/recorded from/)).toHaveCount(0);
  await expect(branches(page)).toHaveCount(1);
  await expect(branches(page).first()).toContainText(`${FIRST.wrong}`);
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: '“Wait,”' }).click();
  await expect(status(page)).toContainText(
    `“Wait,” after the answer: The answer is finished: ${FIRST.right} (right)`,
    {
      timeout: 60_000,
    },
  );
});

test('a recorded run can be skipped, and an address that asks for a problem shows none', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Skip/ }).click();
  await expect(branches(page)).toHaveCount(2);
  await expect(page.getByRole('grid')).toContainText(`The answer is ${FIRST.right}.`);
  const other = await context.newPage();
  await openReady(other, '#seed=2&difficulty=3');
  await expect(other.getByText(/recorded from/)).toHaveCount(0);
});
