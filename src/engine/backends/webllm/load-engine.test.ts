import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryCaches } from '#engine/mlc/hub-fixture.ts';
import { keepFile, keptAddress } from '#engine/mlc/kept-models.ts';
import { loadWebLlm, webLlmFailure } from './load-engine.ts';
import { LogitTap } from './public-backend.ts';

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

describe('webLlmFailure', () => {
  it('tells a lost device and a lack of memory from other reasons', () => {
    expect(webLlmFailure(named('DeviceLostError', 'lost')).code).toBe('device-lost');
    expect(webLlmFailure(named('ModelNotLoadedError', 'unloaded by itself')).code).toBe('device-lost');
    expect(webLlmFailure(named('RangeError', 'WebAssembly.Memory.grow(): out of memory')).code).toBe(
      'out-of-memory',
    );
    expect(webLlmFailure(named('ShaderF16SupportError', 'needs shader-f16'))).toMatchObject({
      code: 'backend-unavailable',
      message: 'web-llm did not start: needs shader-f16. Choose another engine.',
    });
    expect(webLlmFailure('a word').code).toBe('backend-unavailable');
  });
});

describe('loadWebLlm, web-llm itself in a place without a GPU', () => {
  beforeEach(() => {
    vi.stubGlobal('caches', memoryCaches());
    vi.stubGlobal('location', { origin: 'http://localhost' });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('fails at the first file that is not kept, having asked no server that there is', async () => {
    const fetched = vi.fn<typeof fetch>(() => Promise.reject(new TypeError('fetch failed')));
    vi.stubGlobal('fetch', fetched);
    await keepFile('tiny', { kind: 'config', name: 'mlc-chat-config.json' }, new Blob(['{}']));
    const loading = loadWebLlm(keptAddress('tiny'), new LogitTap());
    await expect(loading).rejects.toMatchObject({ code: 'backend-unavailable' });
    const asked = fetched.mock.calls.map(([request]) => (request as Request).url);
    expect(asked).toEqual(['https://mlc.invalid/tiny/resolve/main/library.wasm']);
  });

  it('does not begin when it is called off', async () => {
    const opened = vi.spyOn(caches, 'open');
    const loading = loadWebLlm(keptAddress('tiny'), new LogitTap(), AbortSignal.abort());
    await expect(loading).rejects.toMatchObject({ code: 'aborted' });
    expect(opened).not.toHaveBeenCalled();
  });
});
