/** A method asked for over the worker boundary: problem by problem, stopped, gone on with, watched. */
import { describe, expect, it } from 'vitest';
import { joined } from './trace-tokens.ts';
import type { MethodProgress, MethodRequest } from '#runner/method/method-request.ts';
import { itemsOf } from '#tasks/items/item-set.ts';
import { inProcessHost } from './in-process-host.ts';
import { solver } from './method-fixture.ts';

const SET = { type: 'fresh', family: 'word-problem', difficulty: 2, n: 6, seed: 3 } as const;
const IDS = itemsOf(SET).map(({ id }) => id);
function request(change: Partial<MethodRequest> = {}): MethodRequest {
  return {
    ...{ method: 'self-consistency', args: { n: 2 }, set: SET, seed: 1, answerTokens: 12, inFlight: 2 },
    ...{ budget: { tokens: null, calls: null, seconds: null }, done: [], watched: null },
    ...change,
  };
}
async function loaded() {
  const host = inProcessHost(solver(), () => Promise.reject(new Error('no report')));
  await host.load({ type: 'catalog', id: 'any' }, { backend: 'auto', threads: 1 }, () => {});
  return host;
}
const itemIds = (progress: readonly MethodProgress[]): string[] =>
  progress.flatMap((one) => (one.type === 'item' ? [one.run.item] : []));

describe('a method over the wire', () => {
  it('tells every problem as it is finished, and leaves out those that are done', async () => {
    const host = await loaded();
    const told: MethodProgress[] = [];
    const done = IDS.slice(0, 2);
    const end = await host.runMethod(request({ done }), (one) => told.push(one));
    expect(end.cause).toBe('done');
    expect(itemIds(told).sort()).toEqual(IDS.slice(2).sort());
  });
  it('tells what is written of the watched problem, before that problem is finished', async () => {
    const host = await loaded();
    const told: MethodProgress[] = [];
    await host.runMethod(request({ watched: IDS[1] ?? null }), (one) => told.push(one));
    const at = told.findIndex((one) => one.type === 'item' && one.run.item === IDS[1]);
    const before = told.slice(0, at).flatMap((one) => (one.type === 'events' ? one.events : []));
    const finished = told[at];
    if (finished?.type !== 'item') throw new Error('the watched problem was not finished');
    expect(joined(before)).toEqual(joined(finished.run.events));
    expect(told.filter((one) => one.type === 'events').every(({ item }) => item === IDS[1])).toBe(true);
  });
  it('ends as stopped, tells what was cut short, and can be asked again', async () => {
    const host = await loaded();
    const stop = new AbortController();
    const told: MethodProgress[] = [];
    const take = (one: MethodProgress): void => {
      told.push(one);
      stop.abort();
    };
    const end = await host.runMethod(request(), take, stop.signal);
    expect(end.cause).toBe('aborted');
    expect(end.work.passes).toBeGreaterThan(0);
    const causes = told.flatMap((one) => (one.type === 'item' ? [one.run.cause] : []));
    expect(causes[0]).toBe('done');
    expect(causes.length).toBeLessThan(IDS.length);
    expect((await host.runMethod(request(), () => {})).cause).toBe('done');
  });
  it('is refused while something runs, and for a method or a family that there is not', async () => {
    const host = await loaded();
    const first = host.runMethod(request(), () => {});
    await expect(host.runMethod(request(), () => {})).rejects.toMatchObject({ code: 'bad-input' });
    await first;
    await expect(host.runMethod(request({ method: 'none' }), () => {})).rejects.toThrow('no method none');
    const other = { ...SET, family: 'none' };
    await expect(host.runMethod(request({ set: other }), () => {})).rejects.toThrow('no family');
  });
});
