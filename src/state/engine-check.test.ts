import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { CheckEvent, CheckedModel, RemoteChecker } from '#rpc/checker-protocol.ts';
import { EngineCheck } from './engine-check.svelte.ts';
import { WebLlmModels } from './web-llm-models.svelte.ts';
import type { MlcOffer } from './web-llm-models.svelte.ts';

const OFFER: MlcOffer = {
  ...{ id: 'webllm-small', name: 'Small', license: 'Apache-2.0', quantisation: 'q4f32_1', parameters: 1e8 },
  ...{ bytes: 5e7, memory: 4e8, lack: null, doubt: null, keptBytes: 0, whole: false },
  model: {
    ...{ id: 'Small-MLC', name: 'Small', license: 'Apache-2.0', own: false, context: 4096, parameters: 1e8 },
    ...{ folder: 'https://example.org/small/', library: 'https://example.org/small.wasm' },
  },
};
const RESULTS: readonly CheckEvent[] = [
  { type: 'progress', progress: { stage: 'fetching', done: 1, total: 2 } },
  { type: 'result', result: { name: 'it loads', passed: true, detail: 'on a | GPU' } },
  { type: 'result', result: { name: 'it forks', passed: false, detail: 'a logit is 3.2 off' } },
];

function checks(check: RemoteChecker['check']): {
  page: EngineCheck;
  asked: CheckedModel[];
  ended: () => number;
} {
  const asked: CheckedModel[] = [];
  let ended = 0;
  const webLlm = new WebLlmModels({
    offers: () => Promise.resolve([OFFER, { ...OFFER, id: 'webllm-half', name: 'Half', lack: 'no f16' }]),
    lack: () => Promise.resolve(null),
    add: () => Promise.reject(new Error('not asked for')),
    erase: () => Promise.resolve(),
    library: null,
  });
  const page = new EngineCheck(webLlm, {
    openChecker: () => ({
      check: (model, ...rest) => {
        asked.push(model);
        return check(model, ...rest);
      },
      terminate: () => void ended++,
    }),
    browser: 'A browser',
    now: () => '2026-01-01T00:00:00Z',
  });
  return { page, asked, ended: () => ended };
}

describe('the page that checks web-llm', () => {
  it('shows what passed and what did not, and keeps it as a table with what it is of', async () => {
    const { page, asked, ended } = checks((_, onEvent) => {
      for (const event of RESULTS) onEvent(event);
      return Promise.resolve();
    });
    await page.webLlm.look();
    page.chosen = 'webllm-small';
    await page.start();
    expect(asked).toEqual([{ type: 'mlc', ...OFFER.model }]);
    expect(page.said).toBe('1 of 2 checks passed.');
    expect(page.table).toBe(
      `web-llm on Small-MLC

- from https://example.org/small/
- library https://example.org/small.wasm
- A browser
- 2026-01-01T00:00:00Z

| check | | found |
| --- | --- | --- |
| it loads | passed | on a \\| GPU |
| it forks | FAILED | a logit is 3.2 off |
`,
    );
    expect(ended()).toBe(1);
    expect(page.running).toBe(false);
  });

  it('keeps what was found when the engine dies, and says so', async () => {
    const { page } = checks((_, onEvent) => {
      for (const event of RESULTS) onEvent(event);
      return Promise.reject(new AppError('worker-lost', 'The browser ended the engine.'));
    });
    await page.webLlm.look();
    page.chosen = 'webllm-small';
    await page.start();
    expect(page.said).toBe('The browser ended the engine.');
    expect(page.results).toHaveLength(2);
  });

  it('is stopped by the reader', async () => {
    const { page } = checks(
      (_, __, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    );
    await page.webLlm.look();
    page.chosen = 'webllm-small';
    const ended = page.start();
    expect(page.running).toBe(true);
    page.stop();
    await ended;
    expect(page.said).toBe('Stopped: 0 of 0 checks passed.');
  });

  it('checks nothing that cannot run here', async () => {
    const { page, asked } = checks(() => Promise.resolve());
    await page.webLlm.look();
    await page.start();
    expect(page.said).toBe('Choose a model first.');
    page.chosen = 'webllm-half';
    await page.start();
    expect(page.said).toBe('Half cannot run here: no f16.');
    expect(asked).toEqual([]);
  });
});
