/** The page as the stories use it: by role and by what is written on it, as a person would. */
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

export const lever = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Levers' }).getByRole('button', { name: new RegExp(`^${name}`) });
/** As the tree shows them, top to bottom. */
export const branches = (page: Page) => page.getByRole('region', { name: 'Branches' }).getByRole('treeitem');
export const token = (page: Page, index: number) => page.locator(`[data-index="${index}"]`);
export const status = (page: Page) => page.getByRole('status');

export async function openReady(page: Page, hash = ''): Promise<void> {
  await page.goto(`/${hash}`);
  await expect(status(page)).toContainText('is ready', { timeout: 60_000 });
}

/** Pulls Generate and waits for the end of the answer. */
export async function generate(page: Page): Promise<void> {
  await lever(page, 'Generate').click();
  await expect(status(page)).toContainText('The answer is finished', { timeout: 60_000 });
}

/** P(True) of the answer, by the lever's menu. */
export async function askPTrue(page: Page): Promise<void> {
  await lever(page, 'P\\(True\\)').click();
  await page.getByRole('dialog', { name: 'Ask whether it is true' }).getByRole('button').first().click();
}

export async function expectNoSeriousAxeViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
