import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TokenId, Tokens } from '#core/ids.ts';
import { scriptedTokenizer } from '#engine/backends/scripted/scripted-tokenizer.ts';
import type { Row, RowRequest } from '#engine/decoder-backend.ts';
import { createEngine } from '#engine/engine.ts';
import { GpuDevice, outOfMemory } from '#engine/gpu-device.ts';
import type { ModelFacts } from '#engine/types.ts';
import { countRows } from './copied-logits.ts';
import type { AskedRows } from './logit-reader.ts';
import { WebLlmBackend } from './webllm-backend.ts';
import type { WebLlmParts } from './webllm-backend.ts';

const VOCAB = 6;
const STRIDE = 8;
const CHUNK = 5;
const POSITIONS = 40;
const FACTS: ModelFacts = {
  ...{ name: 'paper', architecture: 'none', sha256: '', bytes: 0, parameters: 0, layers: 1, hiddenSize: 1 },
  ...{ vocabSize: VOCAB, context: POSITIONS, quantisation: 'none', license: 'none' },
};

/** Logits that tell every sequence from every other; the two beyond the vocabulary would win. */
function logitsAfter(tokens: Tokens): number[] {
  const hash = tokens.reduce((sum, id, i) => (sum * 31 + (id + 1) * (i + 7)) % 9973, 1);
  const row = Array.from({ length: VOCAB }, (_, i) => ((hash * (i + 3)) % 101) / 10);
  return [...row, 1e6, 1e6];
}

/** Holds tokens where the runtime holds rows, and refuses what the runtime would die of. */
class PaperCache {
  readonly held = new Map<number, TokenId[]>();
  ran = 0;

  constructor(
    readonly givesAllRows: boolean,
    private readonly most: number,
  ) {}
  get(id: number): TokenId[] {
    const found = this.held.get(id);
    if (!found) throw new Error(`sequence ${id} is not in the cache`);
    return found;
  }
  add(id: number): void {
    if (this.held.has(id) || this.held.size >= this.most) throw new Error(`no room for sequence ${id}`);
    this.held.set(id, []);
  }
  remove(id: number): void {
    this.get(id);
    this.held.delete(id);
  }
  fork(parent: number, child: number, length: number): void {
    if (length < 1 || length > this.get(parent).length) throw new Error(`fork at ${length}`);
    this.add(child);
    this.get(child).push(...this.get(parent).slice(0, length));
  }
  pop(id: number, count: number): void {
    if (count < 1 || count > this.get(id).length) throw new Error(`popped ${count}`);
    this.get(id).length -= count;
  }
  run(id: number, tokens: Tokens, asked: AskedRows): Promise<readonly Row[]> {
    const wanted = asked.targets.length;
    if (tokens.length < 1 || tokens.length > CHUNK) throw new Error(`ran ${tokens.length}`);
    if (wanted > 1 && !this.givesAllRows) throw new Error('all rows were asked for');
    const held = this.get(id);
    const found = tokens.map((token) => {
      held.push(token);
      return logitsAfter(held);
    });
    if (held.length > POSITIONS) throw new Error('the context is full');
    this.ran += tokens.length;
    const logits = Float32Array.from(found.slice(found.length - wanted).flat());
    return Promise.resolve(countRows(logits, STRIDE, VOCAB, asked));
  }
}

/** First come, first served, as web-llm's own. */
class QueueLock {
  held = 0;
  private last: Promise<void> = Promise.resolve();
  private free: () => void = () => undefined;

  async acquire(): Promise<void> {
    const before = this.last;
    let free = (): void => undefined;
    this.last = new Promise((resolve) => (free = resolve));
    await before;
    if (++this.held > 1) throw new Error('two at once');
    this.free = free;
  }
  release(): Promise<void> {
    this.held--;
    this.free();
    return Promise.resolve();
  }
}

function backend(cache: PaperCache, parts: Partial<WebLlmParts> = {}): WebLlmBackend {
  const gpu = { lost: false, check: () => undefined, guard: <T>(task: Promise<T>) => task };
  return new WebLlmBackend({
    ...{
      forward: cache,
      gpu,
      lock: new QueueLock(),
      unload: () => Promise.resolve(),
      reason: 'test',
      precision: 'test',
    },
    ...{ positions: POSITIONS, chunk: CHUNK, sequences: 3 },
    ...{ bytesPerToken: 4, weightBytes: 0, cacheBytes: 1e6 },
    ...parts,
  });
}
const token = fc.nat({ max: 2 });
const sequence = fc.array(token, { minLength: 1, maxLength: POSITIONS });
const request = fc.tuple(sequence, fc.nat({ max: 12 })).map(([tokens, back]): RowRequest => {
  const from = Math.max(0, tokens.length - back);
  return { tokens, from, targets: tokens.slice(from).map((_, i) => i % VOCAB) };
});

async function expectRows(subject: WebLlmBackend, requests: readonly RowRequest[]): Promise<void> {
  const rows = await subject.run(requests, { topK: 1, logits: true });
  for (const [i, { tokens, from, targets }] of requests.entries()) {
    expect(rows[i]).toHaveLength(tokens.length - from);
    rows[i]?.forEach((row, j) => {
      const right = Float32Array.from(logitsAfter(tokens.slice(0, from + j + 1)).slice(0, VOCAB));
      expect(row.logits).toEqual(right);
      expect(row.target?.id).toBe(targets?.[j]);
    });
  }
}

describe('WebLlmBackend', () => {
  for (const [name, allRows, cacheBytes, sequences] of [
    ['all rows in one pass', true, 1e6, 3],
    ['rows one by one', false, 1e6, 3],
    ['a cache of one sequence', true, 1e6, 1],
    ['a small cache', true, 300, 3],
    ['no cache', true, 0, 1],
  ] as const)
    it(`gives every row whatever was asked before: ${name}`, async () => {
      const batches = fc.array(fc.array(request, { minLength: 1, maxLength: sequences }), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(batches, async (asked) => {
          const cache = new PaperCache(allRows, sequences + 1);
          const subject = backend(cache, { cacheBytes, sequences });
          for (const requests of asked) await expectRows(subject, requests);
          await expectRows(subject, [{ tokens: [1], from: 0 }]);
          expect(subject.memory().cachedTokens * 4).toBeLessThanOrEqual(cacheBytes);
        }),
        { numRuns: 60 },
      );
    });

  it('runs one token for one more token, and none that a branch shares', async () => {
    const cache = new PaperCache(true, 4);
    const subject = backend(cache);
    const base = Array.from({ length: 20 }, (_, i) => i % 3);
    const ask = async (tokens: Tokens): Promise<number> => {
      const before = cache.ran;
      await expectRows(subject, [{ tokens, from: tokens.length - 1 }]);
      return cache.ran - before;
    };
    expect(await ask(base)).toBe(20);
    expect(await ask([...base, 1])).toBe(1);
    expect(await ask([...base.slice(0, 8), 0, 0])).toBe(2);
    // The longer branch is still there.
    expect(await ask([...base, 1, 2])).toBe(1);
  });

  it('knows nothing of a sequence in which a run failed', async () => {
    const cache = new PaperCache(true, 4);
    const subject = backend(cache);
    const base = [1, 2, 0, 1, 2, 0, 1];
    await expectRows(subject, [{ tokens: base, from: 6 }]);
    const { run } = cache;
    cache.run = () => Promise.reject(new Error('once'));
    await expect(subject.run([{ tokens: [...base, 1], from: 7 }], {})).rejects.toThrow('once');
    cache.run = run;
    await expectRows(subject, [{ tokens: [...base, 1, 1], from: 8 }]);
  });

  it('refuses hidden states', async () => {
    const subject = backend(new PaperCache(true, 4));
    await expect(subject.run([{ tokens: [1], from: 0 }], { hidden: true })).rejects.toMatchObject({
      code: 'backend-unavailable',
    });
  });

  it('runs nothing while web-llm itself is at work, and is unloaded only when it rests', async () => {
    const lock = new QueueLock();
    const deeds: string[] = [];
    const cache = new PaperCache(true, 4);
    const { run } = cache;
    cache.run = async (...args) => {
      expect(lock.held).toBe(1);
      deeds.push('run');
      await new Promise((resolve) => setTimeout(resolve, 1));
      return run.apply(cache, args);
    };
    const unload = (): Promise<void> => {
      expect(lock.held).toBe(1);
      deeds.push('unload');
      return Promise.resolve();
    };
    const subject = backend(cache, { lock, unload });
    await lock.acquire();
    const asked = subject.run([{ tokens: [1, 2], from: 1 }], {});
    const ended = subject.dispose();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(deeds).toEqual([]);
    await lock.release();
    await Promise.all([asked, ended]);
    expect(deeds).toEqual(['run', 'unload']);
    expect(lock.held).toBe(0);
  });

  it('gives the lock back when a run fails', async () => {
    const lock = new QueueLock();
    const cache = new PaperCache(true, 4);
    cache.run = () => Promise.reject(new Error('once'));
    await expect(backend(cache, { lock }).run([{ tokens: [1], from: 0 }], {})).rejects.toThrow('once');
    expect(lock.held).toBe(0);
  });

  it('stops between two chunks of a long prompt, and keeps what it had read', async () => {
    const cache = new PaperCache(true, 4);
    const engine = createEngine({
      backend: backend(cache),
      tokenizer: scriptedTokenizer(['a', 'b', 'c']),
      facts: FACTS,
    });
    const controller = new AbortController();
    const { run } = cache;
    cache.run = (...args) => {
      if (cache.ran >= CHUNK) controller.abort();
      return run.apply(cache, args);
    };
    const long = Array.from({ length: 30 }, (_, i) => i % 3);
    await expect(engine.next([long], {}, controller.signal)).rejects.toMatchObject({ code: 'aborted' });
    expect(cache.ran).toBe(2 * CHUNK);
    cache.run = run;
    await engine.next([long]);
    expect(cache.ran).toBe(30);
  });

  describe('on a device', () => {
    /** As much of a GPUDevice as is asked for; `end` is what the browser does. */
    function device() {
      let lose: (info: GPUDeviceLostInfo) => void = () => undefined;
      const lost = new Promise<GPUDeviceLostInfo>((resolve) => (lose = resolve));
      const made = { lost, addEventListener: () => undefined } as unknown as GPUDevice;
      const end = (reason: GPUDeviceLostReason): void =>
        lose({ reason, message: 'gone', __brand: 'GPUDeviceLostInfo' } as GPUDeviceLostInfo);
      return { gpu: new GpuDevice(made, 'test', outOfMemory), end };
    }
    const hangs = (): PaperCache =>
      Object.assign(new PaperCache(true, 4), { run: () => new Promise(() => undefined) });

    for (const [reason, code] of [
      ['unknown', 'device-lost'],
      ['destroyed', 'out-of-memory'],
    ] as const)
      it(`rejects what hangs and what comes later, and unloads nothing twice: ${code}`, async () => {
        const { gpu, end } = device();
        const lock = new QueueLock();
        let unloads = 0;
        const subject = backend(hangs(), { gpu, lock, unload: () => Promise.resolve(void unloads++) });
        const asked = subject.run([{ tokens: [1, 2], from: 1 }], {});
        end(reason);
        await expect(asked).rejects.toMatchObject({ code });
        await expect(subject.run([{ tokens: [1], from: 0 }], {})).rejects.toMatchObject({ code });
        expect(lock.held).toBe(0);
        await subject.dispose();
        expect(unloads).toBe(0);
      });
  });
});
