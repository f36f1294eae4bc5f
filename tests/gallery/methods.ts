/**
 * Comparisons of methods for the gallery. They run when the gallery opens, on the scripted engine of the methods' own tests
 * and not on an organism: what is shown depends on the code alone, and no training changes it.
 */
import { MethodLab } from '#state/method-lab.svelte.ts';
import type { Play } from '#state/play.svelte.ts';
import { MemoryComparisonStore } from '#storage/memory-comparison-store.ts';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';
import { inProcessHost } from '../contract/in-process-host.ts';
import { solver } from '../contract/method-fixture.ts';
import { ready } from './recorded.ts';

export interface Compared {
  readonly play: Play;
  readonly lab: MethodLab;
}
const SOURCE = { type: 'catalog', id: 'organism-wait' } as const;

async function opened(hash: string): Promise<Compared> {
  const play = ready(`#screen=methods&level=2&${hash}`);
  const host = inProcessHost(solver(), () => Promise.reject(new Error('The gallery reads no files.')));
  await host.load(SOURCE, { backend: 'auto', threads: 1 }, () => {});
  if (play.model.loaded !== null) play.model.loaded = { ...play.model.loaded, host };
  const outcomes = new MemoryMethodStore();
  const comparisons = new MemoryComparisonStore(outcomes);
  const lab = new MethodLab(play, { outcomes, comparisons, now: () => 0 });
  await lab.follow();
  return { play, lab };
}
async function ran(hash: string): Promise<Compared> {
  const compared = await opened(hash);
  const { lab } = compared;
  await lab.run();
  for (const { run } of lab.columns) await run?.show(lab.item?.id ?? null);
  return compared;
}

/** Two methods, done. */
export const done = await ran('count=3&methods=wait-after-answer,step-tree-search;expansions=3;width=2');
/** One of them asked the reference answer. */
export const withGold = await ran('count=3&methods=backtrack;location=gold,greedy');
/** Nothing is run yet, and one cannot be. */
export const fresh = await opened('count=4&methods=self-refine,wait-after-answer;rounds=2');
/** Half of the problems are done, and the methods are at work. */
export const underWay = await ran('count=2&methods=wait-after-answer,self-consistency;n=2');
underWay.play.set({ count: 4 });
underWay.lab.running = new AbortController();
underWay.lab.say('The methods are at work. Esc stops them; what is finished is kept.');
