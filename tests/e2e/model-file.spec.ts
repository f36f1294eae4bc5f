import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
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

test.describe.configure({ timeout: 90_000 });

const SHIPPED = 'models/organisms/wait.gguf';
const SMOLLM2 = '.cache/models/smollm2-135m-instruct-q4_1.gguf';
const menu = (page: Page, name: string): Locator => page.getByRole('dialog', { name });
const cardOf = (page: Page, name: RegExp): Locator => page.getByRole('region', { name });
const answer = (page: Page): Locator => page.getByRole('gridcell', { name: /^token / });

/** A real drop: the bytes become a File inside the page, as they do when a person lets go of the mouse. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, code }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(code), (char) => char.charCodeAt(0))], name));
      return data;
    },
    { name, code: bytes.toString('base64') },
  );
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop a GGUF file to see what it is')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}
/** Ends what is being written; it may have ended by itself. */
async function stop(page: Page): Promise<void> {
  await lever(page, 'Stop').click({ force: true });
  await expect(lever(page, 'Stop')).toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
}
/** The shipped file with a value of its metadata, or the type of a tensor, overwritten in place. */
function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(readFileSync(SHIPPED));
  change(bytes);
  return bytes;
}
function overwrite(bytes: Buffer, key: string, from: string, to: string): void {
  bytes.write(to, bytes.indexOf(from, bytes.indexOf(key)), 'latin1');
}

test('a dropped file says what it is and needs before it is loaded; then it answers, and is unloaded', async ({
  page,
}) => {
  await openReady(page, '#seed=1&difficulty=2');
  await generate(page);
  // The engine's, and those of its threads where more were worth it.
  const before = page.workers().length;
  await drop(page, 'mine.gguf', readFileSync(SHIPPED));
  const card = cardOf(page, /mix wait/);
  await expect(card).toContainText('It would run on');
  for (const fact of [
    'mine.gguf',
    'llama',
    /\d\.\d\d M/,
    /F16 99\.\d %/,
    '509 tokens',
    'Apache-2.0',
    'WebAssembly: would be used',
  ])
    await expect(card).toContainText(fact);
  await expect(page.getByRole('heading', { name: /mix wait/ })).toBeFocused();
  await expectNoSeriousAxeViolation(page);
  expect(page.workers().length).toBe(before + 1);
  await card.getByRole('button', { name: 'Cancel' }).click();
  await expect(card).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(before);

  await drop(page, 'mine.gguf', readFileSync(SHIPPED));
  await card.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(status(page)).toContainText('mine.gguf is ready', { timeout: 60_000 });
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: '“Wait,”' }).click();
  await expect(branches(page)).toHaveCount(2, { timeout: 60_000 });
  await expect(status(page)).toContainText(/finished|budget|full/, { timeout: 60_000 });

  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('button', { name: /^Unload/ }).click();
  await expect(status(page)).toHaveText(/^mine\.gguf is unloaded and its memory is given back/);
  await expect.poll(() => page.workers().length).toBe(0);
  await expect(branches(page)).toHaveCount(2);
  await lever(page, 'Wait').click({ force: true });
  await expect(status(page)).toContainText('No model is loaded. Choose one at the top');
  await expectNoSeriousAxeViolation(page);
});

test('a file that cannot run tells every reason and what to do', async ({ page }) => {
  await openReady(page, '#seed=2&difficulty=2');
  const bytes = changed((file) => {
    overwrite(file, 'tokenizer.ggml.pre', 'smollm', 'gpt-99');
    const name = 'blk.0.ffn_up.weight';
    file.writeUInt32LE(20, file.indexOf(name) + name.length + 4 + 2 * 8);
  });
  await drop(page, 'other.gguf', bytes);
  const card = cardOf(page, /mix wait/);
  await expect(card).toContainText('It cannot run here.');
  await expect(card.getByRole('listitem')).toHaveCount(2);
  await expect(card).toContainText(/IQ4_NL, which cannot be read.*Choose a file that uses only F32/);
  await expect(card).toContainText(/“gpt-99”, which is not known here\. Choose a model with/);
  await expect(card.getByRole('button', { name: 'Load', exact: true })).toHaveCount(0);
  await expect(status(page)).toContainText('other.gguf cannot run here. This kind of weights');
  await expectNoSeriousAxeViolation(page);
  await card.getByRole('button', { name: 'Close' }).click();
  await expect(lever(page, 'Generate')).not.toHaveAttribute('aria-disabled', 'true');
});

test('SmolLM2 from disk: every lever acts, or says why it does not', async ({ page }) => {
  test.skip(!existsSync(SMOLLM2), 'SmolLM2 is not here: npm run st -- models get smollm2-135m');
  test.setTimeout(150_000);
  await openReady(page);
  await page.getByLabel('GGUF file', { exact: true }).setInputFiles(SMOLLM2);
  const card = cardOf(page, /smollm2/i);
  await expect(card).toContainText('135 M');
  await expect(card).toContainText('49,152 tokens');
  await card.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(page.getByText(/Unpacking the weights · .* of 5\d\d MB/)).toBeVisible({ timeout: 60_000 });
  // A second file may be looked at meanwhile; the first goes on loading.
  await drop(page, 'mine.gguf', readFileSync(SHIPPED));
  await cardOf(page, /mix wait/)
    .getByRole('button', { name: 'Cancel' })
    .click();
  await expect(status(page)).toContainText('smollm2-135m-instruct-q4_1.gguf is ready', { timeout: 180_000 });

  await page.getByLabel('Problem text').fill('How many legs has a spider? Reply with the number.');
  await lever(page, 'Token').click();
  await expect(answer(page)).toHaveCount(1, { timeout: 60_000 });
  await lever(page, 'Step').click();
  await expect(status(page)).toContainText(/One step written|finished/, { timeout: 60_000 });
  await lever(page, 'Plant an error').click({ force: true });
  await expect(status(page)).toContainText('There is no checker for a problem you wrote yourself');

  await token(page, 0).click();
  await lever(page, 'Branch').click();
  await expect(branches(page)).toHaveCount(2, { timeout: 60_000 });
  await stop(page);
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: '“Wait,”' }).click();
  await expect(branches(page)).toHaveCount(3, { timeout: 60_000 });
  await stop(page);
  await page.getByText('Write something else here').click();
  await page.getByLabel('Rewrite this step').fill('Step 1: A spider has 8 legs.\nThe answer is 8.');
  await page.getByRole('button', { name: 'Rewrite and go on' }).click();
  await expect(branches(page)).toHaveCount(4, { timeout: 60_000 });
  await stop(page);
  await lever(page, 'Backtrack').click();
  await menu(page, 'Write again from')
    .getByRole('button', { name: /Step 1: A spider/ })
    .click();
  await expect(branches(page)).toHaveCount(5, { timeout: 60_000 });
  await stop(page);
  await branches(page).nth(3).click();
  await askPTrue(page);
  await expect(status(page)).toContainText(/P\(True\) of .* is \d\.\d\d/, { timeout: 60_000 });
  await lever(page, 'Sample').click();
  await menu(page, 'Sample and vote').getByRole('button', { name: '4 answers' }).click();
  await expect(branches(page)).toHaveCount(9, { timeout: 60_000 });
  await stop(page);
});
