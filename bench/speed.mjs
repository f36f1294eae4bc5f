// How fast our engine writes in Chromium on WebAssembly, beside llama.cpp (wllama) on the same file.
//   node bench/speed.mjs [--models organism-wait,smollm2-135m] [--threads 1,2] [--tokens N] [--repeat 3] [--date D]
// A model is a name from MODELS or the path of a GGUF file below the project's folder. Prints Markdown tables and
// writes bench/results/speed.json. Close everything else first: it measures the machine as it is.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/prepare.mjs';
import { openBrowser } from './browser.mjs';
import { measureLoads, measureSpeed } from './measure.mjs';
import { loadTable, speedTable } from './table.mjs';

/** `tokens`: how many are written where none is given. */
const MODELS = {
  'organism-wait': { path: 'models/organisms/wait.gguf', tokens: 200 },
  'smollm2-135m': { path: '.cache/models/smollm2-135m-instruct-q4_1.gguf', tokens: 64 },
};
/** In the words of the organism's problems, so that every model has the same prompt. */
const PROBLEM =
  'Eva has 10 stickers. Then Eva buys 14 stickers. Eva loses 5 stickers. Eva finds 8 stickers. How many stickers does Eva have now?';

function readOptions() {
  const { values } = parseArgs({
    options: {
      models: { type: 'string', default: Object.keys(MODELS).join() },
      threads: { type: 'string', default: '1,2' },
      tokens: { type: 'string' },
      repeat: { type: 'string', default: '3' },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      out: { type: 'string', default: 'bench/results/speed.json' },
    },
  });
  return {
    ...values,
    models: values.models.split(',').map(modelNamed),
    threads: values.threads.split(',').map((text) => count('threads', text)),
    tokens: values.tokens === undefined ? null : count('tokens', values.tokens),
    repeat: count('repeat', values.repeat),
  };
}

function count(name, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} ${text} is not a count. Give a whole number from 1.`);
}

function modelNamed(name) {
  const { path, tokens } = MODELS[name] ?? { path: name, tokens: 64 };
  if (existsSync(join(root, path))) return { name: basename(name), url: `/${path}`, tokens };
  throw new Error(
    `There is no file ${path}. Bring the model with "npm run st -- models get ${name}", or give the path of a GGUF file below the project's folder.`,
  );
}

const options = readOptions();
const machine = () => ({
  date: options.date,
  cpu: cpus()[0].model,
  cores: availableParallelism(),
  memoryBytes: totalmem(),
  loadAverage: loadavg()[0],
});
const before = machine();
const browser = await openBrowser();
const results = [];
try {
  for (const { name, url, tokens } of options.models) {
    for (const threads of options.threads) {
      console.error(`${name}, ${threads} thread${threads === 1 ? '' : 's'}…`);
      const settings = {
        url,
        threads,
        problem: PROBLEM,
        tokens: options.tokens ?? tokens,
        repeat: options.repeat,
      };
      const loads = await measureLoads(browser, settings);
      results.push({ model: name, threads, speed: await measureSpeed(browser, settings), loads });
    }
  }
} finally {
  await browser.close();
}
const report = {
  machine: { ...before, browser: `Chromium ${browser.version}` },
  repeat: options.repeat,
  results,
};
mkdirSync(join(root, 'bench/results'), { recursive: true });
writeFileSync(join(root, options.out), `${JSON.stringify(report, null, 2)}\n`);
const { cpu, cores, loadAverage, date } = before;
console.log(
  `${date}, Chromium ${browser.version}, ${cores} cores (${cpu}), load ${loadAverage.toFixed(1)} at the start.\n`,
);
console.log(`${speedTable(results)}\n\n${loadTable(results)}`);
