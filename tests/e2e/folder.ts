/** A folder of models by its address, on the Models screen. */
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Hub } from '../../src/engine/mlc/hub-fixture.ts';

/** Named by the last part of the hub's address. */
export const folderEntry = (page: Page): Locator => page.getByRole('article', { name: 'model', exact: true });

/** Gives the hub's address to the page, as a reader would. */
export async function addFolder(page: Page, { address }: Pick<Hub, 'address'>): Promise<void> {
  await page.goto('/#screen=models');
  await page.getByLabel('Address of the folder').fill(address);
  await page.getByLabel('Address of its compiled library').fill(`${address}library.wasm`);
  await page.getByRole('button', { name: 'Add to the list' }).click();
  // What is said of it may give way to what is said of the organism, which is loading.
  await expect(folderEntry(page)).toBeVisible({ timeout: 60_000 });
}
