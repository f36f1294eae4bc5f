/** The engine of the shipped model is changed in Play: greedy decoding writes the same on onnxruntime and on web-llm. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { FIRST } from './first-problem.ts';
import { lever, openReady, status } from './page.ts';
import { SOFTWARE_GPU } from './software-gpu.ts';

test.use({ launchOptions: SOFTWARE_GPU });
test.setTimeout(600_000);

/** The tokens of the greedy answer. The software renderer takes its time. */
async function written(page: Page): Promise<string[]> {
  await lever(page, 'Generate').click();
  await expect(status(page)).toContainText(`The answer is finished: ${FIRST.wrong} `, { timeout: 240_000 });
  return page.locator('[data-index]').allTextContents();
}
async function chooseEngine(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Model: / }).click();
  await page
    .getByRole('group', { name: 'Engine of the loaded model' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  await expect(status(page)).toContainText('is ready', { timeout: 300_000 });
}

test('the engine is switched in the model menu, there and back, and the greedy answer stays the same', async ({
  page,
}) => {
  await openReady(page, FIRST.link);
  const first = await written(page);
  expect(first.length).toBeGreaterThan(20);
  await chooseEngine(page, 'web-llm');
  await expect(status(page)).toContainText('web-llm');
  expect(await written(page)).toEqual(first);
  await chooseEngine(page, 'onnxruntime');
  expect(await written(page)).toEqual(first);
});
