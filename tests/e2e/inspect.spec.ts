import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { FIRST } from './first-problem.ts';
import { branches, generate, lever, openReady, status, token } from './page.ts';

const menu = (page: Page, name: string) => page.getByRole('dialog', { name });
const done = async (page: Page): Promise<void> =>
  expect(status(page)).toContainText(/finished|budget|full/, { timeout: 60_000 });

async function expectNoAxeViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('a token that is not among the likeliest is found by its text, and the answer branches with it', async ({
  page,
}) => {
  await openReady(page, FIRST.link);
  await generate(page);
  await token(page, 9).click();
  const top = page.getByRole('list', { name: 'Likeliest tokens here' });
  await expect(top.getByRole('button').first()).toHaveAccessibleName(/ raw, sampled 100 %, taken$/);
  await page.getByLabel('Any token of the vocabulary').fill('Wait');
  const found = page.getByRole('list', { name: 'Tokens found' }).getByRole('button');
  await expect(found.first()).toHaveAccessibleName(/^Wait, .* % raw, sampled 0 %, branch from here$/);
  const rank = Number(/#(\d+)/.exec(await found.first().innerText())?.[1]);
  expect(rank).toBeGreaterThan(10);
  await expect(top.getByRole('button', { name: /^Wait,/ })).toHaveCount(0);
  await expectNoAxeViolation(page);

  await token(page, 10).click();
  await expect(found.first()).toBeVisible();
  await found.first().click();
  await expect(branches(page).last()).toContainText('“Wait” instead of “');
  await done(page);

  await page.getByLabel('Any token of the vocabulary').fill('no such token');
  await expect(page.getByText('No single token holds this text.')).toBeVisible();
});

test('a second signal as bars below, beside what marks injected text, in the link and in words', async ({
  page,
}) => {
  await openReady(page, FIRST.link);
  await generate(page);
  await page.getByRole('combobox', { name: 'Bar below' }).selectOption('margin');
  await expect(page).toHaveURL(/underline=margin/);
  await expect(page.getByRole('img', { name: /^Margin by the bar below a token/ })).toBeVisible();
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: '“Wait,”' }).click();
  await done(page);
  const injected = page.locator('.token.marker.barred').first();
  await expect(injected).toHaveCSS('text-decoration-style', 'dotted');
  await expect(injected).toHaveAccessibleName(/margin \d\.\d\d, .*injected$/);
  const bars = await page
    .locator('.token.barred')
    .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).getPropertyValue('--bar')));
  expect(new Set(bars).size).toBeGreaterThan(1);
  for (const bar of bars) expect(['0px', '2px', '4px', '6px']).toContain(bar);
  await expectNoAxeViolation(page);
  await page.getByRole('combobox', { name: 'Bar below' }).selectOption('none');
  await expect(page.locator('.token.barred')).toHaveCount(0);
  await expect(page).not.toHaveURL(/underline/);
});

test('P(True) of every step stands at the steps; pressed twice, P asks about the answer', async ({
  page,
}) => {
  await openReady(page, FIRST.link);
  await generate(page);
  await lever(page, 'P\\(True\\)').click();
  await menu(page, 'Ask whether it is true')
    .getByRole('button', { name: /^every step/ })
    .click();
  await expect(status(page)).toContainText(
    new RegExp(`P\\(True\\) after each of ${FIRST.steps} steps: \\d\\.\\d\\d, `),
    {
      timeout: 60_000,
    },
  );
  const readings = page.getByRole('grid').getByRole('button', { name: /^P\(True\) up to step \d/ });
  await expect(readings).toHaveCount(FIRST.steps);
  await readings.first().hover();
  await expect(page.getByText('of the solution up to here').first()).toBeVisible();
  await expect(branches(page).first()).not.toContainText('P(True)');
  await expectNoAxeViolation(page);

  await lever(page, 'Backtrack').focus();
  await page.keyboard.press('p');
  await expectNoAxeViolation(page);
  await page.keyboard.press('p');
  await expect(status(page)).toContainText(`P(True) of “The answer is ${FIRST.wrong}.” is`);
  await expect(branches(page).first()).toContainText('P(True)');
  await expect(readings).toHaveCount(FIRST.steps);
});

test('Wait with a text of one’s own, which stays typed', async ({ page }) => {
  await openReady(page, FIRST.link);
  await generate(page);
  await lever(page, 'Wait').click();
  const wait = menu(page, 'Make it look again');
  await wait.getByRole('button', { name: 'Write it' }).click();
  await expect(wait.getByText('There is nothing to write.')).toBeVisible();
  await expectNoAxeViolation(page);
  await wait.getByLabel('Your own text').fill('Hmm, is that right?');
  await page.keyboard.press('Enter');
  await expect(branches(page).last()).toContainText('“Hmm, is that right?” after the answer');
  await done(page);
  await lever(page, 'Wait').click();
  await expect(wait.getByLabel('Your own text')).toHaveValue('Hmm, is that right?');
});

test('Backtrack to the first wrong step, or so many steps back; off where nobody knows', async ({ page }) => {
  await openReady(page, FIRST.link);
  await generate(page);
  const back = menu(page, 'Write again from');
  await lever(page, 'Backtrack').click();
  await back.getByRole('button', { name: /^the first wrong step/ }).click();
  await expect(branches(page).last()).toContainText(`backtracked to step ${FIRST.wrongStep}: first wrong`);
  await done(page);
  await branches(page).first().click();
  await lever(page, 'Backtrack').click();
  await back.getByLabel('so many steps back').fill('9');
  await expect(back.getByText(`Type a whole number from 1 to ${FIRST.steps}.`)).toBeVisible();
  await expectNoAxeViolation(page);
  await back.getByLabel('so many steps back').fill('2');
  await back.getByRole('button', { name: 'Go back' }).click();
  await expect(branches(page).last()).toContainText(`backtracked to step ${FIRST.steps - 1}: 2 steps back`);
  await done(page);

  await page.getByLabel('Problem text').fill('How many legs has a spider?');
  await lever(page, 'Generate').click();
  await done(page);
  await lever(page, 'Backtrack').click();
  const wrong = back.getByRole('button', { name: /^the first wrong step/ });
  await expect(wrong).toHaveAttribute('aria-disabled', 'true');
  await expect(wrong).toContainText('There is no checker');
});
