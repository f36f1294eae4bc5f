// Serves the sources with Vite and opens pages in Chromium, each with one engine in it.
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { root } from '../scripts/prepare.mjs';
import { installedChrome } from '../scripts/test-setup.mjs';

const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
// Memory is then measured after a collection of its own, without the usual wait.
const EAGER_MEMORY = '--enable-blink-features=ForceEagerMeasureMemory';

/** A server that nothing edited meanwhile can reload, and a browser without WebGPU (llama.cpp's wasm stalls on it). */
export async function openBrowser() {
  const server = await createServer({
    root,
    cacheDir: '.cache/vite-bench',
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
    optimizeDeps: {
      entries: ['bench/page/index.html'],
      include: ['@wllama/wllama/esm/index.js'],
    },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  const executablePath = installedChrome();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...QUIET, EAGER_MEMORY],
  });
  return {
    version: browser.version(),
    openPage: () => openPage(browser, `http://127.0.0.1:${port}/bench/page/index.html`),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function openPage(browser, address) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
  await page.goto(address);
  await page.waitForFunction(() => 'bench' in globalThis);
  if (!(await page.evaluate(() => globalThis.bench.isolated)))
    throw new Error(
      'The bench page is not cross-origin isolated, so there are no threads. See vite.config.ts.',
    );
  return page;
}
