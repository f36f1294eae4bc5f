import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import type { EngineInfo } from '#engine/types.ts';
import type { LoadOptions, ModelSource, RemoteHost } from '#rpc/protocol.ts';
import { LineHost } from './line-host-fixture.ts';
import { Play } from './play.svelte.ts';
import { HandClock } from './replay-fixture.ts';
import { isWebLlmModel } from './web-llm-models.svelte.ts';
import type { MlcOffer, WebLlmParts } from './web-llm-models.svelte.ts';
import { keptWords, offerHint } from './web-llm-words.ts';

const OFFER: MlcOffer = {
  ...{ id: 'webllm-small', name: 'Small', license: 'Apache-2.0', quantisation: 'q4f32_1', parameters: 1e8 },
  ...{ bytes: 5e7, memory: 4e8, lack: null, doubt: null, keptBytes: 0, whole: false },
  model: {
    ...{
      id: 'Small-q4f32_1-MLC',
      name: 'Small',
      license: 'Apache-2.0',
      own: false,
      context: 4096,
      parameters: 1e8,
    },
    ...{ folder: 'https://example.org/small/', library: 'https://example.org/small.wasm' },
  },
};
const GEMMA: MlcOffer = { ...OFFER, id: 'webllm-f16', name: 'Half', lack: 'it needs shader-f16' };
const SHAPE = {
  ...{ layers: 2, hidden: 32, feedForward: 64, heads: 4, kvHeads: 2, headSize: 8, vocab: 264, context: 320 },
  ...{ normEpsilon: 1e-5, ropeTheta: 1e4, tied: false },
};

/** A host that remembers what it was asked to load, and says that it runs where it was told to. */
class EngineHost extends LineHost {
  readonly loaded: { source: ModelSource; backend: LoadOptions['backend'] }[] = [];
  refuses = false;

  override async load(...[source, options, onProgress]: Parameters<RemoteHost['load']>): Promise<EngineInfo> {
    this.loaded.push({ source, backend: options.backend });
    if (this.refuses) throw new AppError('backend-unavailable', 'web-llm did not start.');
    const info = await super.load(source, options, onProgress);
    const backend = options.backend === 'webllm' ? 'webllm' : info.backend;
    return {
      ...info,
      backend,
      model: { ...info.model, architecture: 'llama', quantisation: 'F16', layers: 2, hiddenSize: 32 },
    };
  }
}
function page(
  parts: Partial<WebLlmParts> = {},
  hash = '',
): { play: Play; host: EngineHost; erased: unknown[] } {
  const host = new EngineHost();
  const erased: unknown[] = [];
  const play = new Play({
    ...{ openHost: () => host, models: [], app: 't', now: () => '', recorded: null, hash },
    playback: new HandClock(),
    webLlm: {
      offers: () => Promise.resolve([OFFER, GEMMA]),
      lack: () => Promise.resolve(null),
      add: (folder) => Promise.resolve({ id: 'mlc-1', name: folder }),
      erase: (...asked) => Promise.resolve(void erased.push(asked)),
      library: { shape: SHAPE },
      ...parts,
    },
  });
  return { play, host, erased };
}

describe('a model of web-llm', () => {
  it('is loaded by its id, also out of a link', async () => {
    const { play, host } = page({}, '#model=webllm-small');
    await play.start();
    expect(host.loaded).toEqual([{ source: { type: 'mlc', ...OFFER.model }, backend: 'auto' }]);
    expect(play.model.loaded?.name).toBe('Small');
    expect(play.newHeader()?.model.id).toBe('Small-q4f32_1-MLC');
  });

  it('that cannot run here is refused with the reason', async () => {
    const { play, host } = page();
    await play.loadModel('webllm-f16');
    expect(host.loaded).toEqual([]);
    expect(play.model.failure?.message).toBe(
      'Half cannot run here: it needs shader-f16. Choose another model.',
    );
    await play.loadModel('webllm-unknown');
    expect(play.model.failure?.code).toBe('model-missing');
  });

  it('says why the list is empty', async () => {
    const { play } = page({
      offers: () => Promise.reject(new AppError('storage-unavailable', 'No files here.')),
    });
    await play.webLlm.look();
    expect(play.webLlm.failure?.message).toBe('No files here.');
  });

  it('is deleted by the id under which it is kept', async () => {
    const { play, erased } = page();
    expect(await play.webLlm.erase(OFFER, 'files')).toBe('The files of Small are deleted.');
    expect(erased).toEqual([['Small-q4f32_1-MLC', 'files']]);
  });
  it.each([
    ['is found too late', () => Promise.resolve([OFFER])],
    ['is not found, too late', () => Promise.reject(new Error('No list.'))],
  ])('that %s does not end what was asked for after it', async (_, offers) => {
    let tell: () => void = () => {};
    const told = new Promise<void>((resolve) => (tell = resolve));
    const { play, host } = page({ offers: () => told.then(offers) });
    const stale = play.loadModel('webllm-small');
    await play.loadModel('other');
    tell();
    await stale;
    expect(host.loaded.map(({ source }) => source)).toEqual([{ type: 'catalog', id: 'other' }]);
    expect([play.model.loaded?.name, play.model.failure, host.terminated]).toEqual(['other', null, 0]);
    expect(play.said).toContain('other is ready');
  });
  it('says what to do where it cannot be deleted', async () => {
    const { play } = page({ erase: () => Promise.reject(new Error('The cache is locked.')) });
    expect(await play.webLlm.erase(OFFER, 'all')).toBe(
      'Small could not be deleted: The cache is locked. Reload the page and try once more.',
    );
  });

  it('is told from others by its id', () => {
    expect(['webllm-a', 'mlc-0123', 'A-q0f32-MLC'].every(isWebLlmModel)).toBe(true);
    expect(['organism-wait', 'own-1', 'smollm2-135m'].some(isWebLlmModel)).toBe(false);
  });
});

describe('the engine of a GGUF model', () => {
  it('changes to web-llm and back; traces begun there name it', async () => {
    const { play, host } = page();
    await play.loadModel('organism');
    await play.generate();
    expect(play.goesOnHere).toBe(true);
    expect(play.webLlmLack).toBe(null);
    await play.chooseEngine('webllm');
    expect(host.loaded.map(({ backend }) => backend)).toEqual(['auto', 'webllm']);
    expect(play.newHeader()?.engine.backend).toBe('webllm');
    expect(play.goesOnHere).toBe(false);
    await play.generate();
    expect(play.live.header?.engine.backend).toBe('webllm');
    expect(play.goesOnHere).toBe(true);
    await play.chooseEngine('auto');
    expect(play.newHeader()?.engine.backend).not.toBe('webllm');
    // Another model begins where it always does.
    await play.chooseEngine('webllm');
    await play.loadModel('other');
    expect(host.loaded.at(-1)?.backend).toBe('auto');
  });

  it('stays what it is when web-llm does not start, and "load again" tries web-llm again', async () => {
    const { play, host } = page();
    await play.loadModel('organism');
    host.refuses = true;
    await play.chooseEngine('webllm');
    expect(play.model.loaded?.info.backend).not.toBe('webllm');
    expect(play.said).toContain('web-llm did not start');
    host.refuses = false;
    await play.loadAgain();
    expect(play.model.loaded?.info.backend).toBe('webllm');
  });

  it('is kept with a reason where the build has no library, another shape, or no GPU', async () => {
    for (const [change, reason] of [
      [{ library: null }, 'its form for web-llm is not part of this build'],
      [
        { library: { shape: { ...SHAPE, layers: 8 } } },
        'is for 8 layers of width 32, and this model has 2 of 32',
      ],
      [{ lack: () => Promise.resolve('WebGPU is not available here') }, 'WebGPU is not available here'],
    ] as const) {
      const { play, host } = page(change);
      await play.loadModel('organism');
      await play.webLlm.look();
      expect(play.webLlmLack).toContain(reason);
      await play.chooseEngine('webllm');
      expect(play.said).toContain(reason);
      expect(host.loaded).toHaveLength(1);
    }
  });
});

describe('words about a model of web-llm', () => {
  const size = (bytes: number): string => `${bytes / 1e6} MB`;
  it('say what it takes, and why not', () => {
    expect(offerHint(OFFER, size)).toBe('about 50 MB to fetch, 400 MB of memory');
    expect(offerHint({ ...OFFER, whole: true }, size)).toBe('kept here, 400 MB of memory');
    expect(offerHint({ ...OFFER, bytes: null, memory: null }, size)).toBe('size unknown');
    expect(offerHint(GEMMA, size)).toBe('about 50 MB to fetch, 400 MB of memory; it needs shader-f16');
  });
  it('say what is kept', () => {
    expect(keptWords(OFFER, size)).toContain('not yet');
    expect(keptWords({ ...OFFER, keptBytes: 2e6 }, size)).toBe(
      '2 MB kept, the rest is fetched when it is loaded',
    );
    expect(keptWords({ ...OFFER, keptBytes: 2e6, whole: true }, size)).toBe('2 MB kept in this browser');
  });
});
