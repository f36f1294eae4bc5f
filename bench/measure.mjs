// The cases of one model at one number of threads: all engines open at once, each in its page, and measured in turn
// (A B C, A B C, …), so that a busy moment of the machine falls on all of them.
export const median = (numbers) => {
  const sorted = numbers.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const WARM_UP_TOKENS = 8;
const SAMPLES = 8;
const LOADS = 5;

/** Number of a run: it makes every prompt another one, so that nothing is answered out of a cache. */
const asked = (problem, run) => `Problem ${String(run).padStart(3, '0')}. ${problem}`;

/** llama.cpp's wasm sometimes never answers: its page is then opened anew. */
const PATIENCE = 90_000;
const TRIES = 3;

class Stalled extends Error {}

function inTime(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Stalled(`${what} did not answer in ${PATIENCE / 1000} s.`)),
      PATIENCE,
    );
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function openEngine(browser, opener, args, tries = TRIES) {
  const page = await browser.openPage();
  const open = async ([name, list]) => {
    globalThis.engine = await globalThis.bench[name](...list);
  };
  try {
    await inTime(page.evaluate(open, [opener, args]), opener);
    return page;
  } catch (error) {
    await page.close();
    if (!(error instanceof Stalled) || tries <= 1) throw error;
    console.error(`${error.message} Once more in a new page.`);
    return openEngine(browser, opener, args, tries - 1);
  }
}

async function openAs(browser, opener, ...args) {
  let page = await openEngine(browser, opener, args);
  const call = async (method, ...list) => {
    await page.bringToFront();
    const answer = page.evaluate(([name, values]) => globalThis.engine[name](...values), [method, list]);
    return inTime(answer, `${opener} ${method}`);
  };
  return {
    async call(...list) {
      try {
        return await call(...list);
      } catch (error) {
        if (!(error instanceof Stalled)) throw error;
        console.error(`${error.message} Once more in a new page.`);
        await page.close();
        page = await openEngine(browser, opener, args);
        return call(...list);
      }
    },
    close: () => page.close(),
  };
}

/** Opens the pages; `measurers[name](problem, tokens)` gives one measurement of that case. */
async function openCases(browser, url, threads) {
  const ours = await openAs(browser, 'openOurs', url, threads);
  const product = await openAs(browser, 'openProduct', url, threads);
  const llama = {};
  for (const cache of ['f32', 'f16'])
    llama[cache] = await openAs(browser, 'openLlama', url, { threads, cache });
  const sampled = (count) => async (problem, tokens) => ({
    tokensPerSecond: await ours.call('sample', problem, Math.ceil(tokens / 2), count),
  });
  return {
    pages: [ours, product, ...Object.values(llama)],
    measurers: {
      on: (problem, tokens) => ours.call('write', problem, tokens, true),
      off: (problem, tokens) => ours.call('write', problem, tokens, false),
      page: (problem, tokens) => product.call('write', problem, tokens),
      wllamaF32: (problem, tokens) => llama.f32.call('write', problem, tokens),
      wllamaF16: (problem, tokens) => llama.f16.call('write', problem, tokens),
      sampleOne: sampled(1),
      sampleEight: sampled(SAMPLES),
    },
  };
}

/** Medians over the repeats, by case: { promptTokensPerSecond?, tokensPerSecond, tokens, all: […] }. */
export async function measureSpeed(browser, { url, threads, problem, tokens, repeat }) {
  const { pages, measurers } = await openCases(browser, url, threads);
  const names = Object.keys(measurers);
  const measure = async (name, ...args) => {
    const start = performance.now();
    const measured = await measurers[name](...args);
    console.error(`  ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return measured;
  };
  const found = Object.fromEntries(names.map((name) => [name, []]));
  let run = 0;
  for (const name of names) await measure(name, asked(problem, run++), WARM_UP_TOKENS);
  for (let i = 0; i < repeat; i++) {
    // Backwards every other time, so that no case always follows the same one.
    for (const name of i % 2 === 0 ? names : names.toReversed())
      found[name].push(await measure(name, asked(problem, run++), tokens));
  }
  for (const page of pages) await page.close();
  return Object.fromEntries(names.map((name) => [name, summary(found[name])]));
}

function summary(runs) {
  const of = (key) => median(runs.map((run) => run[key] ?? Number.NaN));
  return {
    tokens: of('tokens'),
    tokensPerSecond: of('tokensPerSecond'),
    promptTokens: of('promptTokens'),
    promptTokensPerSecond: of('promptTokensPerSecond'),
    all: runs.map(({ tokensPerSecond }) => tokensPerSecond),
  };
}

/** Times of five loads in one page, and bytes before, after each unload, and after the end of the worker. */
export async function measureLoads(browser, { url, threads }) {
  const page = await browser.openPage();
  const loads = await page.evaluate((args) => globalThis.bench.loadAndUnload(...args), [url, threads, LOADS]);
  await page.close();
  return loads;
}
