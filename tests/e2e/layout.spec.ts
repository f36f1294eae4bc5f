import { expect, test } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { FIRST } from './first-problem.ts';
import { branches, expectNoSeriousAxeViolation, generate, lever, openReady, status } from './page.ts';

async function opened(browser: Browser, options: BrowserContextOptions, hash: string): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await openReady(page, hash);
  return page;
}

/** Elements that stick out of the window sideways; what scrolls inside the lever bar may. */
async function outside(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const isOut = width > 1 && (left < -1 || right > innerWidth + 1);
        return isOut && element.closest('[role="toolbar"], svg') === null;
      })
      .map((element) => `${element.tagName} ${element.className}`),
  );
}
async function expectNothingCutOff(page: Page): Promise<void> {
  expect(await outside(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}

for (const { name, viewport, deviceScaleFactor } of [
  { name: '200 % zoom', viewport: { width: 640, height: 430 }, deviceScaleFactor: 2 },
  { name: '400 px', viewport: { width: 400, height: 800 }, deviceScaleFactor: 1 },
]) {
  test(`${name}: levers stick and scroll sideways, token and branches are sheets`, async ({
    browser,
    baseURL,
  }) => {
    const options = { viewport, deviceScaleFactor, ...(baseURL ? { baseURL } : {}) };
    const page = await opened(browser, options, FIRST.link);
    await expectNothingCutOff(page);
    await generate(page);
    await lever(page, 'Wait').click();
    await page.getByRole('button', { name: '“Wait,”' }).click();
    await expect(status(page)).toContainText('after the answer: The answer is finished', { timeout: 60_000 });
    await expectNothingCutOff(page);
    for (const button of await page.getByRole('toolbar', { name: 'Levers' }).getByRole('button').all()) {
      await button.focus();
      await expect(button).toBeInViewport({ ratio: 0.95 });
    }

    await expect(page.getByRole('region', { name: 'Branches' })).toBeHidden();
    await page.getByRole('button', { name: 'Branches 2' }).click();
    await expect(branches(page).last()).toBeFocused();
    await expectNothingCutOff(page);
    await expectNoSeriousAxeViolation(page);
    await branches(page).first().press('Enter');
    await expect(status(page)).toContainText('Branch 1');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Branches' })).toBeHidden();

    const token = page.getByRole('gridcell', { name: /^token / }).nth(20);
    await token.click();
    const sheet = page.getByRole('region', { name: 'Token', exact: true });
    await expect(sheet).toBeInViewport();
    await expect(token).toBeInViewport();
    const top = (await page.locator('#side').boundingBox())?.y ?? 0;
    await expect.poll(async () => ((await token.boundingBox())?.y ?? Infinity) < top).toBe(true);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(sheet).toBeHidden();
    await page.context().close();
  });
}

test('projector type at 1280 × 720: 28 px, nothing sideways, remembered by the address', async ({
  browser,
  baseURL,
}) => {
  const options = { viewport: { width: 1280, height: 720 }, ...(baseURL ? { baseURL } : {}) };
  const page = await opened(browser, options, '#seed=1&difficulty=3');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByLabel('Type size').selectOption('Projector');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/type=projector/);
  await page.reload();
  await expect(status(page)).toContainText('is ready', { timeout: 60_000 });
  await generate(page);
  const cell = page.getByRole('gridcell', { name: /^token / }).first();
  expect(await cell.evaluate((element) => getComputedStyle(element).fontSize)).toBe('28px');
  await expectNothingCutOff(page);
  await expectNoSeriousAxeViolation(page);
  await page.context().close();
});

test('reduced motion: the recorded run stands there whole, and nothing moves', async ({
  browser,
  baseURL,
}) => {
  const page = await opened(browser, { reducedMotion: 'reduce', ...(baseURL ? { baseURL } : {}) }, '');
  await expect(page.getByText(/^recorded from/)).toBeVisible();
  await expect(branches(page)).toHaveCount(2);
  await expect(page.getByRole('grid')).toContainText(`The answer is ${FIRST.right}.`);
  const moving = await page.evaluate(() =>
    document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 1),
  );
  expect(moving).toEqual([]);
  await page.context().close();
});
