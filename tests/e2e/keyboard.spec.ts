import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { FIRST } from './first-problem.ts';
import { branches, expectNoSeriousAxeViolation, openReady, status } from './page.ts';

const focused = (page: Page) => page.locator(':focus');

test('the one-minute story with the keyboard alone', async ({ page }) => {
  await openReady(page, `${FIRST.link}&signal=entropy`);
  const { keyboard } = page;
  await keyboard.press('g');
  await expect(status(page)).toContainText(
    `The answer is finished: ${FIRST.wrong} (follows from step ${FIRST.wrongStep})`,
    {
      timeout: 60_000,
    },
  );
  await expect(page.getByRole('log', { name: 'New steps' })).toContainText(/Step \d: .* = \d+\. right\./);

  await keyboard.press('w');
  await expect(focused(page)).toHaveText('“Wait,”');
  await keyboard.press('Enter');
  await expect(status(page)).toContainText(`The answer is finished: ${FIRST.right} (right)`, {
    timeout: 60_000,
  });

  await keyboard.press('p');
  await expect(focused(page)).toContainText('the answer');
  await keyboard.press('Enter');
  await expect(status(page)).toContainText(/^P\(True\) of .* is \d\.\d\d/, { timeout: 60_000 });

  await keyboard.press('b');
  await expect(focused(page)).toContainText('the least certain step');
  await keyboard.press('ArrowDown');
  await expect(focused(page)).toContainText('the first wrong step');
  await keyboard.press('Escape');
  await expect(focused(page)).toHaveAttribute('id', /^lever-/);
  await keyboard.press('b');
  await expect(focused(page)).toContainText('the least certain step');
  await keyboard.press('Enter');
  await expect(branches(page)).toHaveCount(3);
  await expect(status(page)).toContainText(/finished|budget|full/, { timeout: 60_000 });

  await keyboard.press('j');
  await keyboard.press('Home');
  await expect(focused(page)).toHaveAccessibleName(/^token Step, \d+ percent, entropy \d\.\d\d, step 1, /);
  await keyboard.press('Shift+ArrowRight');
  await expect(focused(page)).toHaveAccessibleName(/, step 2, /);
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await expect(focused(page)).toHaveAccessibleName(/branch from here$/);
  await keyboard.press('Escape');
  await expect(focused(page)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('2');
  await expect(branches(page)).toHaveCount(4);
  await expect(status(page)).toContainText(/finished|budget|full/, { timeout: 60_000 });
  await expectNoSeriousAxeViolation(page);
});

test('Tab goes through the whole page and out again; arrows walk the lever bar', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=2');
  const { keyboard } = page;
  await keyboard.press('g');
  await expect(status(page)).toContainText('The answer is finished', { timeout: 60_000 });
  const passed = new Set<string>();
  for (let i = 0; i < 60; i++) {
    await keyboard.press('Tab');
    passed.add(
      await page.evaluate(() => {
        const { activeElement } = document;
        if (activeElement === document.body || activeElement === null) return 'out';
        const places = ['.bar', '.left', 'main', '.side', 'footer'];
        return places.find((place) => activeElement.closest(place) !== null) ?? 'elsewhere';
      }),
    );
    if (passed.has('out')) break;
  }
  expect([...passed]).toEqual(expect.arrayContaining(['.bar', '.left', 'main', '.side', 'footer', 'out']));

  await page.locator('#lever-generate').focus();
  await keyboard.press('ArrowRight');
  await expect(focused(page)).toHaveAttribute('id', 'lever-step');
  await keyboard.press('End');
  await expect(focused(page)).toHaveAttribute('id', 'lever-stop');
  await keyboard.press('Home');
  await expect(focused(page)).toHaveAttribute('id', 'lever-generate');
});

test('the map under ? names every lever, and Esc closes it without stopping anything', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=2');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys and signs' });
  await expect(help.getByRole('heading', { level: 3 })).toContainText([
    'Write',
    'Make it think again',
    'In the answer',
    'Page',
  ]);
  const keys = await page.getByRole('toolbar', { name: 'Levers', includeHidden: true }).locator('kbd').all();
  for (const key of keys)
    await expect(help.locator('dt', { hasText: (await key.textContent()) ?? '' }).first()).toBeVisible();
  await expectNoSeriousAxeViolation(page);
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});
