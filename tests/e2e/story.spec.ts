import { expect, test } from '@playwright/test';
import {
  askPTrue,
  branches,
  expectNoSeriousAxeViolation,
  generate,
  lever,
  openReady,
  status,
  token,
} from './page.ts';

test('the main story: generate, select a token, branch, Wait, backtrack, P(True)', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=3');
  await generate(page);
  await expect(branches(page)).toHaveCount(1);
  const answer = page.getByRole('grid');
  await expect(answer).toContainText('The');
  await expect(answer.getByRole('gridcell').first()).toHaveAccessibleName(
    /token .*percent, entropy .*step 1/,
  );

  await token(page, 9).click();
  const inspected = page.getByTestId('inspected');
  await expect(inspected).toBeVisible();
  await expect(page.getByText(/raw, T 1 · V 509/)).toBeVisible();

  await lever(page, 'Branch').click();
  await expect(branches(page)).toHaveCount(2);
  await expect(status(page)).toContainText(/finished|budget|full/, { timeout: 60_000 });

  await branches(page).first().click();
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: '“Wait,”' }).click();
  await expect(branches(page)).toHaveCount(3);
  await expect(status(page)).toContainText('“Wait,” after the answer: The answer is finished', {
    timeout: 60_000,
  });
  await expect(page.getByText('“Wait,” — injected')).toBeVisible();

  await branches(page).first().click();
  await lever(page, 'Backtrack').click();
  await page.getByRole('button', { name: /the least certain step/ }).click();
  await expect(branches(page)).toHaveCount(4);
  await expect(status(page)).toContainText(/finished|budget|full/, { timeout: 60_000 });

  await askPTrue(page);
  await expect(status(page)).toContainText(
    /P\(True\) of .* is \d\.\d\d: \d\.\d\d with True first, \d\.\d\d with False first/,
  );
  await expect(branches(page).last()).toContainText(/P\(True\)/);
  await expectNoSeriousAxeViolation(page);
  await page.screenshot({ path: 'test-results/story.png' });
});

test('the same seed writes the same answer again, after a reload', async ({ page }) => {
  const answers: string[] = [];
  for (let i = 0; i < 2; i++) {
    await openReady(page, '#seed=5&difficulty=2&temperature=1');
    await generate(page);
    answers.push(await page.getByRole('grid').innerText());
    await page.goto('about:blank');
  }
  expect(answers[0]).toContain('Step 1');
  expect(answers[1]).toBe(answers[0]);
});

test('one token, one step, stop and go on', async ({ page }) => {
  await openReady(page, '#seed=3&difficulty=4');
  await lever(page, 'Token').click();
  await expect(page.getByRole('gridcell', { name: /^token / })).toHaveCount(1);
  await lever(page, 'Step').click();
  await expect(status(page)).toContainText('One step written');
  await expect(page.getByRole('grid')).toContainText('Step');
  await lever(page, 'Go on').click();
  await expect(status(page)).toContainText('The answer is finished', { timeout: 60_000 });
});

test('the keyboard alone: generate, walk the tokens, take an alternative, Wait', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=3');
  await page.keyboard.press('g');
  await expect(status(page)).toContainText('The answer is finished', { timeout: 60_000 });
  await token(page, 0).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.locator('[role="gridcell"][aria-selected="true"]')).toHaveAccessibleName(/step 2/);
  await page.keyboard.press('2');
  await expect(branches(page)).toHaveCount(2);
  await expect(status(page)).toContainText(/finished|budget|full/, { timeout: 60_000 });
  await page.keyboard.press('w');
  await page.keyboard.press('Enter');
  await expect(branches(page)).toHaveCount(3);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no serious accessibility violation, ${colorScheme}, wide and narrow`, async ({
    browser,
    baseURL,
  }) => {
    for (const viewport of [
      { width: 1280, height: 860 },
      { width: 400, height: 800 },
    ]) {
      const context = await browser.newContext({ colorScheme, viewport, ...(baseURL ? { baseURL } : {}) });
      const page = await context.newPage();
      await openReady(page, '#seed=1&difficulty=3');
      await expectNoSeriousAxeViolation(page);
      await generate(page);
      await expectNoSeriousAxeViolation(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
      await context.close();
    }
  });
}

test('the page asks nothing outside its own origin and needs no looser policy', async ({ page, baseURL }) => {
  const outside: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !/^(blob|data):/.test(request.url()))
      outside.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await openReady(page);
  await generate(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(outside).toEqual([]);
  expect(complaints).toEqual([]);
});
