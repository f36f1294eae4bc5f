/**
 * An MLC folder from a server that behaves like a model hub, well and badly, on the built page and under its content policy:
 * the hub is another origin and sends on to a third one. The library is one in name only, so that loading ends where web-llm
 * starts: by then every file was fetched, checked and kept.
 */
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { breakAfter, openHub, tinyFolder } from '../../src/engine/mlc/hub-fixture.ts';
import type { Hub } from '../../src/engine/mlc/hub-fixture.ts';
import { askedBy, isWebLlm, outside } from './asked.ts';
import { addFolder, folderEntry } from './folder.ts';
import { expectNoSeriousAxeViolation } from './page.ts';
import { SOFTWARE_GPU } from './software-gpu.ts';

test.use({ launchOptions: SOFTWARE_GPU });

const SHARD = 'params_shard_1.bin';
const WEIGHTS = ['params_shard_0.bin', SHARD];
const FILES = [...WEIGHTS, 'tensor-cache.json', 'tokenizer.json'];
const STARTS = 'web-llm did not start';
let hub: Hub;
/** Where the hub sends whoever wants weights or the library. */
let store: Hub;

test.beforeEach(async () => {
  [hub, store] = await Promise.all([openHub(tinyFolder()), openHub(tinyFolder())]);
  hub.elsewhere = store.address;
});
test.afterEach(async () => {
  await hub.close();
  await store.close();
});

const failure = (page: Page): Locator => page.getByRole('alert');
const askedFor = ({ asked }: Hub, name: string): string[] => asked.filter((one) => one.includes(name));

async function load(page: Page, end: string): Promise<void> {
  await folderEntry(page).getByRole('button', { name: 'Load model' }).click();
  await expect(failure(page)).toContainText(end, { timeout: 120_000 });
  await failure(page).getByRole('button', { name: 'Dismiss' }).click();
}
/** Names of the files that the browser has of the folder, where web-llm looks for weights. */
async function kept(page: Page): Promise<string[]> {
  const urls = await page.evaluate(async () => {
    const requests = await (await caches.open('webllm/model')).keys();
    return requests.map(({ url }) => url);
  });
  return urls.map((url) => url.split('/').at(-1) ?? '').toSorted();
}
/** The first answer for the shard breaks off. */
function breakOnce(knowsRanges: boolean): void {
  let broken = false;
  store.misbehave = (request, response, bytes) => {
    if (!request.url?.includes(SHARD) || (broken && knowsRanges)) return false;
    if (broken) response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    else breakAfter(response, bytes, 20_000, 1000);
    broken = true;
    return true;
  };
}

test('a folder is fetched from where its hub sends the page, checked and kept, and loads when hub and network are gone', async ({
  page,
  baseURL,
}) => {
  const before = askedBy(page);
  await addFolder(page, hub);
  await expect(folderEntry(page)).toContainText('not yet: it is fetched when it is loaded, and then kept');
  expect(before.filter(isWebLlm)).toEqual([]);
  await load(page, STARTS);
  expect(before.filter(isWebLlm)).toHaveLength(1);
  expect(hub.asked.toSorted()).toEqual(['library.wasm', 'mlc-chat-config.json', ...FILES].toSorted());
  expect(store.asked.toSorted()).toEqual(['library.wasm', ...WEIGHTS]);
  expect(await kept(page)).toEqual(FILES);
  await expectNoSeriousAxeViolation(page);

  await hub.close();
  await store.close();
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }));
  await page.reload();
  const after = askedBy(page);
  await expect(folderEntry(page)).toContainText('kept in this browser');
  await load(page, STARTS);
  expect(outside(after, baseURL)).toEqual([]);
  await folderEntry(page).getByRole('button', { name: 'Delete the files of model' }).click();
  await expect(folderEntry(page)).toContainText('it is not kept here, and this browser is offline');
  expect(await kept(page)).toEqual([]);
});

for (const knowsRanges of [true, false])
  test(`a broken answer ${knowsRanges ? 'goes on where it stopped' : 'begins again where a server knows no ranges'}`, async ({
    page,
  }) => {
    breakOnce(knowsRanges);
    await addFolder(page, hub);
    await load(page, STARTS);
    const [first, second, ...more] = askedFor(store, SHARD);
    expect(first).toBe(SHARD);
    // From the hub again, which sends on again; no browser asks beforehand whether it may.
    expect(second).toMatch(/^params_shard_1\.bin bytes=[1-9]\d*-$/);
    expect(more).toEqual([]);
    expect(askedFor(hub, SHARD)).toEqual([first, second]);
    expect(await kept(page)).toEqual(FILES);
  });

test('a damaged shard is refused and not kept; mended, it alone is fetched', async ({ page }) => {
  const damaged = Buffer.from(store.files.get(SHARD) ?? []);
  damaged[17] = 255;
  store.misbehave = (request, response) => {
    if (!request.url?.includes(SHARD)) return false;
    // Not before the other one is there: what fails ends what is under way.
    setTimeout(() => response.end(damaged), 1000);
    return true;
  };
  await addFolder(page, hub);
  await load(page, `${SHARD} came damaged twice: it is not what the model's list of weights describes.`);
  expect(await kept(page)).toEqual(['params_shard_0.bin', 'tokenizer.json']);
  store.misbehave = null;
  store.asked.length = 0;
  await load(page, STARTS);
  expect(store.asked).toEqual([SHARD]);
  expect(await kept(page)).toEqual(FILES);
});

test('an absent file, and a server that no page may read or that is gone, are told with what to do', async ({
  page,
}) => {
  store.files.delete(SHARD);
  await addFolder(page, hub);
  await load(
    page,
    '(the server answers with status 404). What is fetched already is kept: check the connection',
  );
  expect(await kept(page)).not.toContain(SHARD);
  const unread = '(the server does not answer, or lets no page read its files (CORS))';
  hub.letsPagesRead = false;
  await load(page, unread);
  await hub.close();
  await load(page, unread);
  await expect(folderEntry(page)).not.toContainText('kept in this browser');
});
