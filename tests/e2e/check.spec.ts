/** ?check=web-llm on the built page: without WebGPU, and up to the place where a library that is none ends it. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { openHub, tinyFolder } from '../../src/engine/mlc/hub-fixture.ts';
import { addFolder } from './folder.ts';
import { expectNoSeriousAxeViolation, status } from './page.ts';
import { SOFTWARE_GPU } from './software-gpu.ts';

test.use({ launchOptions: SOFTWARE_GPU });

test('without WebGPU the page says what is missing and where to go, and offers nothing to run', async ({
  page,
}) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined }));
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto('/?check=web-llm');
  await expect(page.getByRole('alert')).toContainText(
    'Nothing can be checked here: WebGPU is not available here.',
  );
  await expect(page.getByRole('alert')).toContainText('Open this address in a current Chrome');
  await expect(page.getByRole('button')).toHaveCount(0);
  await expectNoSeriousAxeViolation(page);
});

test('a model from a hub is fetched and checked in a worker, and what was found is taken along', async ({
  page,
}) => {
  const hub = await openHub(tinyFolder());
  await addFolder(page, hub);
  await page.getByRole('link', { name: 'Check whether web-llm computes right' }).click();
  await page.getByRole('button', { name: 'Run the checks' }).click();
  await expect(status(page)).toHaveText('Choose a model first.');
  await page.getByLabel('Model').selectOption({ label: 'model: size unknown' });
  await expect(page.getByText('the only GPU here is a software renderer')).toBeVisible();
  await page.getByRole('button', { name: 'Run the checks' }).click();
  await expect(status(page)).toHaveText('0 of 1 checks passed.', { timeout: 120_000 });
  await expect(
    page.getByRole('row', { name: /the model loads and answers ✗ no web-llm did not start/ }),
  ).toBeVisible();
  await expectNoSeriousAxeViolation(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the table' }).click();
  const table = readFileSync(await (await download).path(), 'utf8');
  expect(table).toContain(`- from ${hub.address}`);
  expect(table).toContain('| the model loads and answers | FAILED | web-llm did not start');
  await hub.close();
  await expect(page.getByLabel('Model').locator('option:checked')).toContainText('kept here');
});
