/** A model from a hub to the end: fetched, started, started again without hub and network, and checked by the page itself. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { openHub } from '../../src/engine/mlc/hub-fixture.ts';
import { addFolder, folderEntry } from './folder.ts';
import { status } from './page.ts';
import { organismFolder } from './organism-folder.ts';
import { SOFTWARE_GPU } from './software-gpu.ts';

test.use({ launchOptions: SOFTWARE_GPU });
test.setTimeout(900_000);

const ready = (page: Page) => expect(status(page)).toContainText(/^model is ready/, { timeout: 300_000 });

test('a model is fetched from a hub and starts, starts again when hub and network are gone, and passes every check', async ({
  page,
}) => {
  const hub = await openHub(await organismFolder());
  await addFolder(page, hub);
  await folderEntry(page).getByRole('button', { name: 'Load model' }).click();
  await ready(page);
  await hub.close();
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }));
  await page.reload();
  await ready(page);
  await expect(folderEntry(page)).toContainText('loaded');

  await page.goto('/?check=web-llm');
  await page.getByLabel('Model').selectOption({ label: 'model: kept here' });
  await page.getByRole('button', { name: 'Run the checks' }).click();
  await expect(status(page)).toContainText('checks passed', { timeout: 600_000 });
  await expect(status(page)).toHaveText('15 of 15 checks passed.');
  const stopped = page.getByRole('row', { name: /a long prompt can be stopped/ });
  await expect(stopped).toContainText(/✓ yes\s*128 of 400 tokens were read/);
});

test('a folder whose library is for another model is refused with what to do', async ({ page }) => {
  const hub = await openHub(await organismFolder({ feedForward: 384 }));
  await addFolder(page, hub);
  await folderEntry(page).getByRole('button', { name: 'Load model' }).click();
  await expect(page.getByRole('alert')).toContainText('most likely it was built for another one', {
    timeout: 300_000,
  });
  await hub.close();
});
