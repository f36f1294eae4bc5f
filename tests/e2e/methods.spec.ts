import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { branches, expectNoSeriousAxeViolation, status } from './page.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const region = (page: Page, name: string) => page.getByRole('region', { name });
const PROBLEMS = 4;
const HASH = `#screen=methods&level=3&count=${PROBLEMS}`;

/** What a button writes to the downloads. */
async function saved(page: Page, name: string): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}
async function run(page: Page): Promise<void> {
  await expect(button(page, 'Run')).toHaveAttribute('aria-disabled', 'false', { timeout: 60_000 });
  await button(page, 'Run').click();
}
async function expectDone(page: Page): Promise<void> {
  await expect(status(page)).toContainText('All methods are done', { timeout: 180_000 });
}

test('two methods on a few problems: flips, intervals, files, the link, on in Play', async ({ page }) => {
  await page.goto(`/#screen=catalogue&by=oracle`);
  await expect(page.getByRole('article').first()).toContainText('the reference answer');
  await page.getByRole('combobox', { name: 'Corrects' }).selectOption({ label: 'while it writes' });
  await expect(page).toHaveURL(/when=generation/);
  await page.getByRole('combobox', { name: 'Feedback from' }).selectOption({ label: 'anyone' });
  await expect(page.getByRole('article').filter({ hasText: 'Step-level tree search' })).toBeVisible();
  await expectNoSeriousAxeViolation(page);

  await page.goto(`/${HASH}&methods=wait-after-answer,step-tree-search;expansions=2;width=2`);
  await run(page);
  await expectDone(page);
  const rows = region(page, 'Figures of the methods').locator('tbody > tr:has(table)');
  await expect(rows).toHaveCount(2);
  for (const row of await rows.all()) {
    await expect(row).toContainText(/[01]\.\d\d \[0\.\d\d, [01]\.\d\d\]/);
    await expect(row).toContainText(/\d+ samples?, \d+ tokens/);
    const flips = row.getByRole('table').getByRole('cell');
    const counts = (await flips.allTextContents()).map(Number);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(PROBLEMS);
  }
  await expectNoSeriousAxeViolation(page);

  const lines = (await saved(page, 'Every outcome (JSONL)')).content.toString().trimEnd().split('\n');
  const methods = lines.map((line) => (JSON.parse(line) as { asked: { method: string } }).asked.method);
  expect(methods.sort()).toEqual([
    ...new Array<string>(PROBLEMS).fill('step-tree-search'),
    ...new Array<string>(PROBLEMS).fill('wait-after-answer'),
  ]);
  const table = (await saved(page, 'Figures (CSV)')).content.toString().trimEnd().split('\r\n');
  expect(table).toHaveLength(3);
  const paths = (await saved(page, 'Best paths for fine-tuning (JSONL)')).content.toString();
  expect(JSON.parse(paths.split('\n')[0] ?? '')).toMatchObject({
    messages: [{ role: 'user' }, { role: 'assistant' }],
    score: expect.any(Number) as unknown,
  });
  await expect(status(page)).toContainText(/best paths of \d of 4 problems/);
  expect((await saved(page, 'Chart (SVG)')).content.toString()).toMatch(/^<svg[\s\S]*tokens a problem/);
  const picture = await saved(page, 'Chart (PNG)');
  expect([picture.name, picture.content.subarray(1, 4).toString()]).toEqual(['methods.png', 'PNG']);

  await button(page, 'What Step-level tree search with critics wrote for problem 2').click();
  await expect(page).toHaveURL(/item=2/);
  const tree = page.getByRole('tree');
  await tree.getByRole('treeitem').first().press('End');
  await expect(tree.getByRole('treeitem').last()).toBeFocused();
  await expect(tree.getByText('selected path').first()).toBeVisible();

  const [link, figures] = [page.url(), await region(page, 'Figures of the methods').innerText()];
  await page.goto('about:blank');
  await page.goto(link);
  await expect(rows).toHaveCount(2, { timeout: 60_000 });
  await expect.poll(() => region(page, 'Figures of the methods').innerText()).toBe(figures);
  await expect(page.getByRole('table', { name: 'Answers of the methods' })).toContainText('injected');
  await button(page, 'Open the trace of “Wait,” after the answer in Play').click();
  await expect(branches(page)).toHaveCount(2);
});

test('a stop keeps what is finished; gold is named; what the organism cannot follow is left out', async ({
  page,
}) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(
    `/#screen=methods&level=3&count=40&methods=backtrack;location=gold,self-refine,step-tree-search,self-consistency`,
  );
  await run(page);
  await expect(region(page, 'Figures of the methods')).toContainText(/of [1-9]/, { timeout: 120_000 });
  await page.keyboard.press('Escape');
  await expect(status(page)).toContainText('Run goes on from there');
  await expect(page.getByText('Not on this model.')).toBeVisible();
  await expect(page.getByText('oracle').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await expectNoSeriousAxeViolation(page);
  const done = region(page, 'Problem by problem').getByRole('button', { name: /Backtracking/ });
  const before = await done.count();
  await page.reload();
  await expect(done).toHaveCount(before, { timeout: 60_000 });
});

test('every answer begins with the mistake that is planted, and the link says so', async ({ page }) => {
  await page.goto(`/#screen=methods&level=3&of=one&methods=wait-after-answer`);
  const begins = page.getByRole('combobox', { name: 'Every answer begins with' });
  await begins.selectOption({ label: 'a mistake planted at step 2' });
  await expect(page).toHaveURL(/begin=2/);
  await run(page);
  await expectDone(page);
  await expect(page.getByRole('table', { name: 'Answers of the methods' })).toContainText('planted');
  await page.reload();
  await expect(begins).toHaveValue('2');
  await expect(region(page, 'Problem by problem').getByRole('button')).toHaveCount(1, { timeout: 60_000 });
});

test('problems come from a JSONL file, and the link finds it again', async ({ page }) => {
  await page.goto(`/${HASH}&methods=self-consistency;n=2&of=file`);
  const lines = ['3 + 4', '5 + 5'].map((sum) => JSON.stringify({ question: `What is ${sum}?`, answer: '7' }));
  await page.locator('input[type=file][accept*=jsonl]').setInputFiles({
    name: 'sums.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(lines.join('\n')),
  });
  await expect(page.getByText('sums.jsonl: 2 problems')).toBeVisible();
  await run(page);
  await expectDone(page);
  await page.reload();
  await expect(page.getByText('sums.jsonl: 2 problems')).toBeVisible({ timeout: 60_000 });
  await expect(region(page, 'Problem by problem').getByRole('button')).toHaveCount(2, { timeout: 60_000 });
});
