import { describe, expect, it } from 'vitest';
import { AppError } from '#core/app-error.ts';
import { HandClock } from './replay-fixture.ts';
import { LineHost, REPORT, ready } from './line-host-fixture.ts';
import { choiceWords, offerReasons, offerWords } from './offer-words.ts';
import { Pace } from './pace.ts';
import { Play } from './play.svelte.ts';

const GGUF = new File([''], 'tiny.gguf');

/** A page whose every engine is its own; `hosts` are all that were opened. */
function manyHosts(): { play: Play; hosts: LineHost[] } {
  const hosts: LineHost[] = [];
  const openHost = (): LineHost => {
    const host = new LineHost();
    hosts.push(host);
    return host;
  };
  const play = new Play({
    openHost,
    models: [],
    app: 't',
    now: () => '',
    recorded: null,
    playback: new HandClock(),
    hash: '',
  });
  return { play, hosts };
}
/** A load that ends when it is told to. */
function slow(host: LineHost): () => void {
  let end: () => void = () => {};
  host.loads = new Promise<void>((resolve) => (end = resolve));
  return () => end();
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a model from disk', () => {
  it('is told before it is loaded, and declined without a trace', async () => {
    const { play, hosts } = manyHosts();
    await play.considerFile(GGUF);
    expect(play.model.offer?.report).toEqual(REPORT);
    expect(play.said).toMatch(
      /^tiny\.gguf can run here\. It would run on WebAssembly, because no WebGPU here/,
    );
    play.declineOffer();
    expect(play.model.offer).toBeNull();
    expect(hosts.map(({ terminated }) => terminated)).toEqual([1]);
    expect(play.model.loaded).toBeNull();
  });
  it('is loaded by the engine that has read it', async () => {
    const { play, hosts } = manyHosts();
    await play.considerFile(GGUF);
    await play.acceptOffer();
    expect(hosts).toHaveLength(1);
    expect(play.model.loaded?.name).toBe('tiny.gguf');
    expect(play.said).toBe('tiny.gguf is ready. no WebGPU here');
  });
  it('does not disturb another that is loading, until it is accepted', async () => {
    const { play, hosts } = manyHosts();
    await play.considerFile(GGUF);
    const [first] = hosts;
    if (first === undefined) throw new Error('no host');
    const end = slow(first);
    const loading = play.acceptOffer();
    await play.considerFile(new File([''], 'other.gguf'));
    expect(play.model.loading?.name).toBe('tiny.gguf');
    expect(play.model.offer?.file.name).toBe('other.gguf');
    await play.acceptOffer();
    end();
    await loading;
    expect(play.model.loaded?.name).toBe('other.gguf');
    expect(hosts.map(({ terminated }) => terminated)).toEqual([1, 0]);
    expect(play.said).toContain('other.gguf is ready');
  });
  it('can be stopped while it loads: the model before stays', async () => {
    const { play, hosts } = manyHosts();
    await play.loadModel('first');
    await play.considerFile(GGUF);
    const host = hosts[1];
    if (host === undefined) throw new Error('no host');
    const end = slow(host);
    const loading = play.acceptOffer();
    play.stopLoading();
    end();
    await loading;
    expect(play.model.loaded?.name).toBe('first');
    expect(play.model.loading).toBeNull();
    expect(play.said).toBe('Loading tiny.gguf is stopped. first is still here.');
  });
  it('is unloaded: the run stays, and levers say what to do', async () => {
    const { play, host } = await ready();
    await play.generate();
    play.unloadModel();
    expect(host.terminated).toBe(1);
    expect(play.view.rows.length).toBeGreaterThan(0);
    expect(play.said).toBe('tiny is unloaded and its memory is given back. What is written stays.');
    expect(play.reasons.wait).toMatch(/No model is loaded\. Choose one at the top/);
  });
});

describe('an engine that dies by itself', () => {
  it('is told of while nothing runs, and loaded again', async () => {
    const { play, hosts } = manyHosts();
    await play.loadModel('first');
    const [host] = hosts;
    if (host === undefined) throw new Error('no host');
    host.lines = ['Step 1: 1 + 1 = 2.'];
    await play.generate();
    host.die(new AppError('worker-lost', 'The engine stopped. Load the model again.'));
    await settle();
    expect(play.model.loaded).toBeNull();
    expect(play.model.failure).toMatchObject({ code: 'worker-lost', action: 'reload-model' });
    expect(play.view.rows.length).toBeGreaterThan(0);
    await play.loadAgain();
    expect(play.model.failure).toBeNull();
    expect(play.reasons.wait).toBeNull();
  });
  it('is told of with what to do when it dies in the middle of a run', async () => {
    const { play, host } = await ready();
    const error = new AppError('worker-lost', 'The engine stopped. Load the model again.');
    host.run = async (request, onEvents) => {
      if (request.type === 'continue' && request.open !== null)
        onEvents([
          { type: 'branch', branch: 0, ...request.open, settings: request.settings, seed: 1, time: 0 },
        ]);
      host.die(error);
      await settle();
      throw error;
    };
    await play.generate();
    expect(play.said).toBe('The engine stopped. The engine stopped. Load the model again.');
    expect(play.view.summaries).toHaveLength(1);
    expect(play.running).toBeNull();
  });
});

describe('the words about a file', () => {
  it('give every reason against it', () => {
    const backends = REPORT.backends.map((one) => ({ ...one, lack: `${one.title} is too small` }));
    const problem = { code: 'unsupported-tensor', message: 'IQ4_XS. Choose another.', facts: {} } as const;
    const told = { ...REPORT, problems: [problem], backends, taken: null };
    expect(offerReasons(told).map(({ title }) => title)).toEqual([
      'This kind of weights is not supported',
      'Not on WebGPU',
      'Not on WebAssembly',
    ]);
    expect(offerReasons(told)[2]?.message).toBe('WebAssembly is too small.');
    expect(offerWords('a.gguf', told)).toMatch(
      /^a\.gguf cannot run here\. .*supported\. Not on WebGPU\. Not on WebAssembly\. The card .*to do\.$/,
    );
    expect(choiceWords(told)).toBe('');
  });
  it('say what is doubted', () => {
    const [gpu] = REPORT.backends;
    if (gpu === undefined) throw new Error('no backend');
    const told = { ...REPORT, backends: [{ ...gpu, lack: null, doubt: 'it may not fit' }], taken: gpu.id };
    expect(choiceWords(told)).toBe('It would run on WebGPU, the fastest that is here. But it may not fit.');
  });
});

describe('the time that is left', () => {
  it('follows the pace of the stage', () => {
    const pace = new Pace();
    expect(pace.left({ stage: 'reading', done: 0, total: 100 }, 0)).toBeNull();
    expect(pace.left({ stage: 'reading', done: 10, total: 100 }, 100)).toBeNull();
    expect(pace.left({ stage: 'reading', done: 50, total: 100 }, 2000)).toBe(2);
    expect(pace.left({ stage: 'building', done: 50, total: 100 }, 2100)).toBeNull();
    expect(pace.left({ stage: 'building', done: 75, total: 100 }, 4100)).toBe(2);
    expect(pace.left({ stage: 'starting', done: 0, total: null }, 9000)).toBeNull();
    expect(pace.left({ stage: 'starting', done: 5, total: 9 }, NaN)).toBeNull();
  });
});
