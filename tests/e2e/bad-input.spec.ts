import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { generate, lever, openReady, status } from './page.ts';

const SHIPPED = 'models/organisms/wait.gguf';
const SMOLLM2 = '.cache/models/smollm2-135m-instruct-q4_1.gguf';

async function give(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page
    .getByLabel('GGUF file', { exact: true })
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** The shipped file with the name of its architecture overwritten by another of the same length. */
function otherArchitecture(): Buffer {
  const bytes = Buffer.from(readFileSync(SHIPPED));
  const key = bytes.indexOf('general.architecture');
  const value = bytes.indexOf('llama', key);
  bytes.write('mamba', value, 'latin1');
  return bytes;
}

test('a file that cannot run says why and what to do; the loaded model stays', async ({ page }) => {
  await openReady(page, '#seed=1&difficulty=2');
  await give(page, 'notes.gguf', Buffer.from('These are my notes, not a model.\n'.repeat(50)));
  await expect(page.getByText('This is not a GGUF file', { exact: true })).toBeVisible();
  const whole = readFileSync(SHIPPED);
  await give(page, 'half.gguf', whole.subarray(0, whole.length / 2));
  await expect(page.getByText('The file ends too early', { exact: true })).toBeVisible();
  await give(page, 'mamba.gguf', otherArchitecture());
  const card = page.getByRole('region', { name: /mix wait/ });
  await expect(card).toContainText('It cannot run here.');
  await expect(card).toContainText(
    'This kind of model is not supported. This model has the architecture “mamba”',
  );
  await card.getByRole('button', { name: 'Close' }).click();
  await generate(page);
});

test('an empty problem and one of 20,000 characters: told what to do, text kept', async ({ page }) => {
  await openReady(page);
  const problem = page.getByRole('textbox', { name: /problem/i });
  await problem.fill('');
  await lever(page, 'Generate').click({ force: true });
  await expect(page.getByText(/There is no problem yet\. Write one/).first()).toBeVisible();
  const long = 'Tom has 7 apples. '.repeat(1112);
  await problem.fill(long);
  await lever(page, 'Generate').click({ force: true });
  await expect(page.getByText(/This problem has 20,\d+ characters.*Shorten it/).first()).toBeVisible();
  await expect(problem).toHaveValue(long);
});

test('SmolLM2 from disk: answers free text, and Stop ends a long prefill', async ({ page }) => {
  test.skip(!existsSync(SMOLLM2), 'SmolLM2 is not here: npm run st -- models get smollm2-135m');
  test.setTimeout(300_000);
  await openReady(page);
  await page.getByLabel('GGUF file', { exact: true }).setInputFiles(SMOLLM2);
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(status(page)).toContainText(/Smollm2.* is ready/i, { timeout: 180_000 });
  const problem = page.getByRole('textbox', { name: /problem/i });
  await problem.fill('What is 17 + 25?');
  await lever(page, 'Token').click();
  await expect(page.getByRole('gridcell', { name: /^token / })).toHaveCount(1, { timeout: 60_000 });
  await problem.fill('Tom has 7 apples and gives away 2. '.repeat(150));
  await lever(page, 'Generate').click();
  await page.waitForTimeout(1500);
  await lever(page, 'Stop').click();
  await expect(status(page)).toContainText('Stopped', { timeout: 20_000 });
  await problem.fill('Name a colour.');
  await lever(page, 'Token').click();
  await expect(page.getByRole('gridcell', { name: /^token / })).toHaveCount(1, { timeout: 60_000 });
});
