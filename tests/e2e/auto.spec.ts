import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { FIRST } from './first-problem.ts';
import { branches, generate, lever, openReady, status } from './page.ts';

const menu = (page: Page) => page.getByRole('dialog', { name: 'Let a policy correct it' });
const log = (page: Page) => page.getByRole('group').filter({ hasText: 'Auto-correct, why' });
const concluded = async (page: Page): Promise<number> => {
  await expect(status(page)).toContainText(/^Auto-correct: .*of \d+ tokens\./, { timeout: 60_000 });
  const said = await status(page).innerText();
  return Number(/(\d+) of \d+ tokens/.exec(said)?.[1]);
};
async function expectNoAxeViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('auto-correct with a budget: the answer on screen is watched, and every decision says why', async ({
  page,
}) => {
  await openReady(page, FIRST.link);
  await generate(page);
  const before = await branches(page).first().locator('strong').innerText();
  await page.keyboard.press('a');
  await expect(menu(page)).toBeVisible();
  await expect(menu(page)).toContainText(/the median \d+\.\d\d; \d+\s+(is|are)\s+above/);
  await expect(menu(page)).toContainText('it may also spoil what was right');
  await expectNoAxeViolation(page);
  await menu(page).getByLabel('Most tokens to write').fill('60');
  await menu(page).getByRole('button', { name: 'Watch this answer' }).click();
  const spent = await concluded(page);
  expect(spent).toBeGreaterThan(0);
  expect(spent).toBeLessThanOrEqual(60);
  await expect(status(page)).toContainText(`Answer before ${before} (wrong), after `);
  expect(await branches(page).count()).toBeGreaterThan(1);
  await expect(branches(page).nth(1)).toContainText(
    `auto: step ${FIRST.wrongStep} again, try 1 of 2: entropy`,
  );
  await expect(log(page)).toContainText(/step \d: highest entropy 0\.\d\d nats, not above 0\.5/);
  await expect(log(page)).toContainText(
    new RegExp(
      `step ${FIRST.wrongStep}: highest entropy \\d\\.\\d\\d nats, above 0\\.5: taken back, try 1 of 2`,
    ),
  );
  await branches(page).nth(1).click();
  await expect(page.getByText(new RegExp(`^Withdrawn: auto: step ${FIRST.wrongStep} again`))).toBeVisible();
  await expectNoAxeViolation(page);
});

test('it begins an answer by itself, and writes a marker where the model is unsure', async ({ page }) => {
  await openReady(page, '#seed=2&difficulty=3');
  await lever(page, 'Auto-correct').click();
  await menu(page).getByLabel('Watch').selectOption('certainty');
  await menu(page)
    .getByLabel(/^Act below/)
    .fill('30');
  await menu(page).getByLabel('Then').selectOption('inject');
  await menu(page).getByRole('button', { name: 'Begin an answer and watch it' }).click();
  await expect(branches(page).nth(1)).toContainText('auto: “Wait,” after step 1: certainty', {
    timeout: 60_000,
  });
  const spent = await concluded(page);
  expect(spent).toBeLessThanOrEqual(400);
  expect(await branches(page).count()).toBeLessThanOrEqual(7);
  await expect(page.getByText('“Wait,” — injected').first()).toBeVisible();
});

test('P(True) is asked of the finished answer, and a bad threshold is refused with a reason', async ({
  page,
}) => {
  await openReady(page, '#seed=1&difficulty=3');
  await generate(page);
  await lever(page, 'Auto-correct').click();
  await menu(page).getByLabel('Watch').selectOption('ptrue');
  await menu(page).getByLabel('Act below').fill('');
  const start = menu(page).getByRole('button', { name: 'Watch this answer' });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await expect(start).toContainText('Write the threshold as a number.');
  await menu(page).getByLabel('Act below').fill('0.01');
  await start.click();
  await concluded(page);
  await expect(log(page)).toContainText(/the answer: P\(True\) \d\.\d\d, not below 0\.01/);
  await expect(branches(page)).toHaveCount(1);
});

test('the lever says why it cannot act', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=3');
  await page.getByLabel('Problem text').fill(' ');
  const auto = lever(page, 'Auto-correct');
  await expect(auto).toHaveAttribute('aria-disabled', 'true');
  await auto.click({ force: true });
  await expect(status(page)).toContainText('Write');
});
