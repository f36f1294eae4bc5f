import { expect, it } from 'vitest';
import type { Engine } from '#engine/types.ts';
import type { MethodProgress, MethodRequest } from '#runner/method/method-request.ts';
import { itemsOf } from '#tasks/items/item-set.ts';
import type { Item } from '#tasks/items/item.ts';
import { random } from '../../tests/contract/runner-fixture.ts';
import { createHost } from './host.ts';

const SET = { type: 'fresh', family: 'word-problem', difficulty: 2, n: 2, seed: 3 } as const;
const [BROKEN, SLOW] = itemsOf(SET) as [Item, Item];
const REQUEST: MethodRequest = {
  ...{ method: 'greedy', args: {}, set: SET, seed: 1, answerTokens: 40, inFlight: 2 },
  ...{ budget: { tokens: null, calls: null, seconds: null }, done: [], watched: SLOW.id },
};
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

/** Fails on one problem after a few tokens of the other, which goes on slowly. */
function failing() {
  const engine = random();
  const answer = engine.next.bind(engine);
  let calls = 0;
  const next: Engine['next'] = async (sequences, want, signal) => {
    await soon();
    const isBroken = sequences.some((tokens) => engine.tokenizer.decode(tokens).includes(BROKEN.text));
    if (isBroken && calls > 3) throw new Error('once');
    calls += 1;
    return answer(sequences, want, signal);
  };
  return { engine: Object.assign(engine, { next }), calls: () => calls };
}

it('leaves nothing of a failed run in the engine, and tells nothing of it afterwards', async () => {
  const { engine, calls } = failing();
  const host = createHost({
    open: () => Promise.resolve(engine),
    report: () => Promise.reject(new Error('No file is given here.')),
    now: () => performance.now(),
  });
  await host.load({ type: 'catalog', id: 'any' }, { backend: 'auto', threads: 1 }, () => {});
  const told: MethodProgress[] = [];
  const outcome = await host.runMethod(1, REQUEST, (one) => told.push(one));
  expect(outcome).toMatchObject({ ok: false, error: { message: 'once' } });
  // What was written of the watched problem until then is on the page.
  expect(told.flatMap((one) => (one.type === 'events' ? one.events : []))).not.toHaveLength(0);
  const [asked, known] = [calls(), told.length];
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(told).toHaveLength(known);
  expect(calls()).toBeLessThanOrEqual(asked + 1);
});
