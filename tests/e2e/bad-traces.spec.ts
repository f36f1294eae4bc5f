import { existsSync, readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { branches, expectNoSeriousAxeViolation, generate, lever, openReady, status, token } from './page.ts';

test.describe.configure({ timeout: 120_000 });

const TRACE = readFileSync('src/state/recorded/first-visit.trace.json', 'utf8');
const SMOLLM2 = '.cache/models/smollm2-135m-instruct-q4_1.gguf';
const NO_SMOLLM2 = 'SmolLM2 is not here: npm run st -- models get smollm2-135m';
const MARKUP = '"><img src=x onerror="window.hit=1"><script>window.hit=1</script>{@html x}${window.hit=1}';
/** Right-to-left override, and an isolate that is never closed. */
const BIDI = '\u202e\u2067';

const rows = (page: Page) => page.getByRole('list', { name: 'Kept runs' }).getByRole('listitem');
const screen = (page: Page, name: 'Play' | 'Runs') =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name });
const importText = (page: Page, name: string, text: string): Promise<void> =>
  page
    .getByLabel('File of runs', { exact: true })
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

/** One right run is kept, and the list is open. */
async function withOneRun(page: Page): Promise<void> {
  await openReady(page, '#seed=1&difficulty=2');
  await generate(page);
  await expect(page).toHaveURL(/[#&]run=[a-z0-9]+/);
  await screen(page, 'Runs').click();
  await expect(rows(page)).toHaveCount(1);
}
async function loadSmolLm2(page: Page): Promise<void> {
  await openReady(page, '#seed=2&difficulty=2');
  await page.getByLabel('GGUF file', { exact: true }).setInputFiles(SMOLLM2);
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(status(page)).toContainText(/Smollm2.* is ready/i, { timeout: 120_000 });
}
/** SmolLM2 writes about 30 tokens a second: long enough to be interrupted. */
async function writeLong(page: Page, tokens: number): Promise<void> {
  await page.getByLabel('Problem text').fill('Tell me a long story about a spider, a ship and a storm.');
  await lever(page, 'Generate').click();
  await expect(token(page, tokens)).toBeVisible({ timeout: 60_000 });
}

/** Every write fails as it does when the browser gives a page no more room; false lets them through again. */
async function fillStorage(page: Page, full: boolean): Promise<void> {
  await page.evaluate((isFull) => {
    const { prototype } = IDBObjectStore;
    const kept = globalThis as { writes?: Pick<IDBObjectStore, 'add' | 'put'> };
    kept.writes ??= { add: prototype.add, put: prototype.put };
    const refuse = (): never => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
    Object.assign(prototype, isFull ? { add: refuse, put: refuse } : kept.writes);
  }, full);
}

/** Every text of a trace but the few with a meaning, replaced. */
function withTexts(value: unknown, text: string, key = ''): unknown {
  const kept = ['type', 'reason', 'cause', 'forced', 'bytes', 'family', 'createdAt'];
  if (typeof value === 'string') return kept.includes(key) ? value : text;
  if (Array.isArray(value)) return value.map((inner) => withTexts(inner, text, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withTexts(inner, text, name)]),
  );
}
function hostileTrace(text: string): string {
  const trace: unknown = withTexts(JSON.parse(TRACE), text);
  const bytes = Buffer.from(text).toString('latin1');
  return JSON.stringify(trace).replaceAll(
    /"bytes":" ?(Step|The|answer)"/g,
    `"bytes":${JSON.stringify(bytes)}`,
  );
}

test('files that are cut short, from a later version or no runs are refused in words; older runs stay', async ({
  page,
}) => {
  await withOneRun(page);
  await importText(page, 'cut.trace.json', TRACE.slice(0, TRACE.length / 2));
  await expect(page.getByRole('alert')).toContainText('It is not JSON. Choose a .trace.json file');
  await importText(page, 'later.trace.json', TRACE.replace(/"version":\d+/, '"version":99'));
  await expect(page.getByRole('alert')).toContainText(/version 99.*Update Second Thought and open it again/);
  await importText(
    page,
    'deep.trace.json',
    TRACE.replace('"args":{', `"args":{"x":${'['.repeat(1e5)}${']'.repeat(1e5)},`),
  );
  await expect(page.getByRole('alert')).toContainText(/not JSON|less deeply nested/);
  await expectNoSeriousAxeViolation(page);
  await expect(rows(page)).toHaveCount(1);
  await importText(page, 'good.trace.json', TRACE);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(rows(page)).toHaveCount(2);
});

test('a file of 100 MB is refused by its size', async ({ page }) => {
  await withOneRun(page);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('input[aria-label="File of runs"]');
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(1e8)], 'huge.trace.json'));
    if (input) input.files = data.files;
    input?.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(page.getByRole('alert')).toContainText('has 100 MB; a file of runs has at most 64 MB');
  await expect(rows(page)).toHaveCount(1);
});

test('markup and turned text in every field are shown as text and run nothing', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await withOneRun(page);
  await importText(page, 'hostile.trace.json', hostileTrace(MARKUP + BIDI));
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('<img src=x onerror=');
  await expectNoSeriousAxeViolation(page);
  await page.screenshot({ path: 'test-results/hostile-runs.png' });
  await rows(page)
    .first()
    .getByRole('button', { name: /^Open / })
    .click();
  await expect(branches(page)).toHaveCount(2);
  await expect(page.getByRole('grid')).toContainText('<img src=x onerror=');
  await token(page, 0).click();
  await expectNoSeriousAxeViolation(page);
  await page.screenshot({ path: 'test-results/hostile-play.png' });
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  expect(await page.locator('img[src="x"], #app script').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a link that unpacks without end, or was cut, opens the page and says so', async ({ page }) => {
  const bomb = deflateRawSync(Buffer.alloc(200_000_000, ' ')).toString('base64url');
  const good = deflateRawSync(Buffer.from(TRACE)).toString('base64url');
  await page.goto(`/#t=${bomb}`);
  await expect(
    page.getByText(/The run in this link cannot be read.*ask for the exported file/),
  ).toBeVisible();
  await expect(status(page)).toContainText('is ready', { timeout: 60_000 });
  await page.goto('about:blank');
  await page.goto(`/#t=${good.slice(0, good.length / 2)}`);
  await expect(page.getByText(/The run in this link cannot be read/)).toBeVisible();
  await generate(page);
  await expectNoSeriousAxeViolation(page);
});

test('a worker that dies while it writes: what is written stays, and Load again goes on', async ({
  page,
}) => {
  test.skip(!existsSync(SMOLLM2), NO_SMOLLM2);
  await loadSmolLm2(page);
  await writeLong(page, 20);
  const [worker] = page.workers();
  await worker?.evaluate(() => self.close());
  await expect(page.getByText('The engine stopped', { exact: true })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText(
    'Load the model again; your text and branches are kept.',
  );
  await expect(token(page, 20)).toBeVisible();
  await expect(lever(page, 'Stop')).toHaveAttribute('aria-disabled', 'true');
  await expectNoSeriousAxeViolation(page);
  await page.getByRole('button', { name: 'Load the model again' }).click();
  await expect(status(page)).toContainText(/Smollm2.* is ready/i, { timeout: 120_000 });
  const before = await page.getByRole('gridcell', { name: /^token / }).count();
  await lever(page, 'Token').click();
  await expect.poll(() => page.getByRole('gridcell', { name: /^token / }).count()).toBeGreaterThan(before);
  await expect(branches(page)).toHaveCount(1);
});

test('a reload in the middle of an answer: what was written is there', async ({ page }) => {
  test.skip(!existsSync(SMOLLM2), NO_SMOLLM2);
  await loadSmolLm2(page);
  await writeLong(page, 60);
  const written = await page.getByRole('grid').innerText();
  await page.reload();
  await expect(branches(page)).toHaveCount(1);
  await expect(token(page, 20)).toBeVisible();
  const begun = written.slice(0, 40);
  expect(await page.getByRole('grid').innerText()).toContain(begun);
  await expect(page.getByLabel('Problem text')).toHaveValue(/a spider, a ship and a storm/);
});

test('storage full: told, on screen, exported; with room again all is kept', async ({ page }) => {
  await withOneRun(page);
  await screen(page, 'Play').click();
  await fillStorage(page, true);
  await lever(page, 'Wait').click();
  await page.getByRole('button', { name: '“Wait,”' }).click();
  await expect(branches(page)).toHaveCount(2, { timeout: 60_000 });
  const notice = page.getByRole('alert', { name: 'Keeping this run' });
  await expect(notice).toContainText(
    /gives this page no more room.*What is on the screen stays\. Delete runs/,
  );
  await expectNoSeriousAxeViolation(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    notice.getByRole('button', { name: 'Export this run' }).click(),
  ]);
  const saved = readFileSync(await download.path(), 'utf8');
  expect(saved.match(/"type":"branch"/g)).toHaveLength(2);
  await screen(page, 'Runs').click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('1 branch');
  await fillStorage(page, false);
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toHaveCount(0);
  await expect(rows(page)).toContainText('2 branches');
});
