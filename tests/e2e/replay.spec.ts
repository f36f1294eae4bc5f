import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { FIRST } from './first-problem.ts';
import { branches, expectNoSeriousAxeViolation, generate, lever, openReady, status } from './page.ts';

const bar = (page: Page) => page.getByRole('group', { name: 'Replay' });
const slider = (page: Page) => page.getByRole('slider', { name: 'Place in the replay' });
const control = (page: Page, name: string | RegExp) => bar(page).getByRole('button', { name });
const kept = (page: Page) => page.getByRole('list', { name: 'Kept runs' }).getByRole('listitem');
const tokens = (page: Page) => page.getByRole('grid').locator('[data-index]');

/** An answer and a branch with “Wait,” after it, kept; the page is loaded anew. */
async function keptRun(page: Page): Promise<void> {
  await openReady(page, '#seed=1&difficulty=3');
  await generate(page);
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: '“Wait,”' }).click();
  await expect(status(page)).toContainText('“Wait,” after the answer', { timeout: 60_000 });
  await expect(page).toHaveURL(/[#&]run=[a-z0-9]+/);
  await page.waitForTimeout(1500);
  await page.reload();
  await expect(branches(page)).toHaveCount(2);
  await expect(status(page)).toContainText('is ready', { timeout: 60_000 });
}

test('a kept run is replayed: faster, paused, scrubbed back, to the end, left', async ({ page }) => {
  await keptRun(page);
  const whole = await page.getByRole('grid').innerText();
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Runs' }).click();
  await kept(page)
    .getByRole('button', { name: /^Replay / })
    .click();
  await expect(slider(page)).toBeFocused();
  await control(page, /^(Pause|Again)/).click();
  await bar(page).getByLabel('Time').selectOption('steady');
  await bar(page).getByLabel('Speed').selectOption('8×');
  await slider(page).press('Home');
  await expect(tokens(page)).toHaveCount(0);
  await slider(page).press(' ');
  await expect(control(page, 'Pause')).toBeVisible();
  await expect(branches(page)).toHaveCount(2, { timeout: 30_000 });
  await slider(page).press(' ');
  await expect(control(page, /^(Play|Again)/)).toBeVisible();

  await slider(page).press('Home');
  for (let i = 0; i < 5; i++) await slider(page).press('ArrowRight');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^token 5 of \d+, branch 1$/);
  await expect(tokens(page)).toHaveCount(5);
  await expect(lever(page, 'Wait')).toHaveAttribute('aria-disabled', 'true');
  await expect(lever(page, 'Wait')).toHaveAccessibleDescription(/This is a replay/);
  await expectNoSeriousAxeViolation(page);
  await control(page, 'To the next event').click();
  await control(page, 'To the next event').click();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /branch 2$/);
  await control(page, 'To the end').click();
  await expect(lever(page, 'Wait')).toHaveAttribute('aria-disabled', 'false');
  await slider(page).press('ArrowLeft');
  await slider(page).press('Escape');
  await expect(bar(page)).toHaveCount(0);
  expect(await page.getByRole('grid').innerText()).toBe(whole);
});

test('a replay writes nothing: the kept run is the same afterwards', async ({ page }) => {
  await keptRun(page);
  await page.keyboard.press('r');
  await expect(bar(page)).toBeVisible();
  await slider(page).press('Home');
  await slider(page).press('ArrowRight');
  await page.waitForTimeout(1500);
  await page.reload();
  await expect(branches(page)).toHaveCount(2);
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Runs' }).click();
  await expect(kept(page)).toHaveCount(1);
  await expect(kept(page)).toContainText('2 branches');
});

test('less motion: neither the first visit nor a replay begins by itself', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('grid')).toContainText(`The answer is ${FIRST.right}.`);
  await expect(bar(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Replay' }).click();
  await expect(control(page, 'Play')).toBeVisible();
  await expect(tokens(page)).toHaveCount(0);
  await control(page, 'One token on').click();
  await expect(tokens(page)).toHaveCount(1);
  await control(page, /^Leave/).click();
  await expect(page.getByRole('button', { name: 'Replay' })).toBeFocused();
  await context.close();
});

const timeline = (page: Page) => page.getByRole('slider', { name: /^Timeline/ });
const brushed = (page: Page) => page.getByRole('grid').locator('.brushed');

test('the timeline: what happened, a token under the pointer, a range by hand and by keys, the numbers', async ({
  page,
}) => {
  await keptRun(page);
  const section = page.getByRole('region', { name: 'Timeline' });
  await expect(section).toContainText('injected');
  const box = await timeline(page).boundingBox();
  if (box === null) throw new Error('no timeline');
  const point = (share: number) => [box.x + share * box.width, box.y + box.height / 2] as const;
  await page.mouse.move(...point(0.1));
  await expect(section).toContainText(/token \d+ “.*” · probability \d\.\d\d · step 1/);
  await page.mouse.down();
  await page.mouse.move(...point(0.3), { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(box.x, box.y - 200);
  await expect(section).toContainText(/tokens \d+–\d+, n \d+ · mean \d\.\d\d · lowest \d\.\d\d/);
  expect(await brushed(page).count()).toBeGreaterThan(5);
  await expectNoSeriousAxeViolation(page);
  await section.getByRole('button', { name: 'Clear' }).click();
  await expect(brushed(page)).toHaveCount(0);

  await timeline(page).focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect(brushed(page)).toHaveCount(4);
  await expect(timeline(page)).toHaveAttribute('aria-valuetext', /^token 4 .*selected: tokens 1–4, n 4/);
  await page.keyboard.press('Escape');
  await expect(brushed(page)).toHaveCount(0);
  await section.getByRole('button', { name: 'Numbers' }).click();
  await expect(section.getByRole('row', { name: /^step 1 1–\d+ \d\.\d\d \d\.\d\d/ })).toBeVisible();
  await expectNoSeriousAxeViolation(page);
});
