// Does the page still answer at once when 2,000 tokens and 50 branches are on screen? Builds and serves the page, opens
// such a run and pulls levers as a hand would. Latency is the browser's own Event Timing (from the input to the next
// frame painted); scrolling is a synthesised gesture, measured by the time between frames.
//   node bench/page-feel.mjs [--tokens 2000] [--branches 50] [--headed]
// Prints JSON. Close everything else first.
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { build, root } from '../scripts/prepare.mjs';
import { installedChrome } from '../scripts/test-setup.mjs';
import { largeTrace } from './large-trace.mjs';

const { values } = parseArgs({
  options: {
    tokens: { type: 'string', default: '2000' },
    branches: { type: 'string', default: '50' },
    headed: { type: 'boolean', default: false },
  },
});
const size = { tokens: Number(values.tokens), branches: Number(values.branches), own: 40 };
const PORT = 4571;
/** Each deed is done so often. */
const REPEAT = 5;

function serve() {
  const server = spawn(
    process.execPath,
    [join(root, 'scripts/start.mjs'), '--no-open', '--port', String(PORT)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    server.stdout.on('data', (text) => {
      const address = /http:\/\/localhost:\d+/.exec(String(text))?.[0];
      if (address !== undefined) resolve({ address, stop: () => server.kill() });
    });
  });
}

/** Longest interaction in ms while `deed` runs; Event Timing rounds to 8 ms and leaves out what took less than 16. */
async function latency(page, deed) {
  await page.evaluate(() => {
    globalThis.slowest = 0;
    globalThis.observer?.disconnect();
    globalThis.observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        globalThis.slowest = Math.max(globalThis.slowest, duration);
    });
    globalThis.observer.observe({ type: 'event', durationThreshold: 16 });
  });
  await deed();
  await page.waitForTimeout(400);
  return page.evaluate(() => globalThis.slowest);
}

async function repeated(page, deed, undo = async () => undefined) {
  const found = [];
  for (let i = 0; i < REPEAT; i++) {
    found.push(await latency(page, () => deed(i)));
    await undo(i);
  }
  return found;
}

/** ms between frames while the answer is scrolled from end to end. */
async function scrolling(page) {
  const box = await page.locator('main').boundingBox();
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    globalThis.frames = [];
    let last = performance.now();
    const frame = (now) => {
      globalThis.frames.push(now - last);
      last = now;
      globalThis.frame = requestAnimationFrame(frame);
    };
    globalThis.frame = requestAnimationFrame(frame);
  });
  for (const distance of [-6000, 6000])
    await session.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      yDistance: distance,
      speed: 3000,
      gestureSourceType: 'mouse',
    });
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(globalThis.frame);
    return globalThis.frames.slice(1);
  });
  const sorted = frames.toSorted((a, b) => a - b);
  return {
    frames: frames.length,
    median: sorted[frames.length >> 1],
    longest: sorted.at(-1),
    over50: frames.filter((ms) => ms > 50).length,
  };
}

async function openRun(page, address) {
  await page.goto(`${address}/#screen=runs`);
  await page.getByLabel('File of runs').setInputFiles({
    name: 'large.trace.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(largeTrace(size))),
  });
  const rows = page.getByRole('list', { name: 'Kept runs' }).getByRole('listitem');
  await rows
    .first()
    .getByRole('button', { name: /^Open / })
    .click();
  await page.getByText('is ready').waitFor({ timeout: 60_000 });
  await page
    .getByRole('region', { name: 'Branches' })
    .getByRole('treeitem', { name: /greedy/ })
    .first()
    .click();
  await page.locator(`[data-index="${size.tokens - 1}"]`).waitFor({ timeout: 60_000 });
}

async function measure(page) {
  const lever = (name) =>
    page.getByRole('toolbar', { name: 'Levers' }).getByRole('button', { name: new RegExp(`^${name}`) });
  const token = (index) => page.locator(`[data-index="${index}"]`);
  const back = async () => {
    await page
      .getByRole('region', { name: 'Branches' })
      .getByRole('treeitem', { name: /greedy/ })
      .first()
      .click();
    await token(size.tokens - 1).waitFor();
    await page.waitForTimeout(500);
  };
  await token(3).click();
  return {
    selectToken: await repeated(page, (i) => token(10 + 7 * i).click()),
    arrowKeys: await repeated(page, async () => {
      for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
    }),
    openWaitMenu: await repeated(
      page,
      () => lever('Wait').click(),
      () => page.keyboard.press('Escape'),
    ),
    branchAtToken: await repeated(
      page,
      async (i) => {
        await token(20 + 9 * i).click();
        await page.keyboard.press('2');
      },
      back,
    ),
    switchBranch: await repeated(
      page,
      (i) =>
        page
          .getByRole('region', { name: 'Branches' })
          .getByRole('treeitem', { name: /backtracked to token/ })
          .nth(40 + i)
          .click(),
      back,
    ),
    scrolling: await scrolling(page),
  };
}

build();
const server = await serve();
const executablePath = installedChrome();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  headless: !values.headed,
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await openRun(page, server.address);
  const found = await measure(page);
  const machine = { cpu: cpus()[0].model, cores: cpus().length, browser: browser.version() };
  console.log(JSON.stringify({ machine, ...size, unit: 'ms', ...found }, null, 2));
} finally {
  await browser.close();
  server.stop();
}
