/** The Methods screen for unit tests: an engine whose methods are right at once, and what the browser keeps of them. */
import type { AppError } from '#core/app-error.ts';
import type { RemoteHost } from '#rpc/protocol.ts';
import type { MethodProgress, MethodRequest } from '#runner/method/method-request.ts';
import { MemoryComparisonStore } from '#storage/memory-comparison-store.ts';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';
import { itemsOf } from '#tasks/items/item-set.ts';
import { KeptComparisons } from './kept-comparisons.svelte.ts';
import { LineHost } from './line-host-fixture.ts';
import { MethodLab } from './method-lab.svelte.ts';
import { offered } from './model-fixture.ts';
import { Play } from './play.svelte.ts';
import { HandClock } from './replay-fixture.ts';
import { answerEvents } from './runs-fixture.ts';

export const HASH =
  '#screen=methods&model=tiny&chance=5&level=2&count=3&methods=wait-after-answer,self-consistency;n=2';

/** Of the engine, for each run. */
export const WORK = { passes: 7, computedTokens: 100 };

export class MethodHost extends LineHost {
  readonly methods: MethodRequest[] = [];
  /** Of the next run of a method. */
  methodFails: AppError | null = null;
  /** After each problem that is told. */
  onItem: (request: MethodRequest) => void = () => {};
  override runMethod: RemoteHost['runMethod'] = (request, onProgress, signal) => {
    this.methods.push(request);
    if (this.methodFails !== null) return Promise.reject(this.methodFails);
    for (const { id, gold } of itemsOf(request.set)) {
      if (signal?.aborted) return Promise.resolve({ cause: 'aborted', work: WORK });
      if (request.done.includes(id)) continue;
      onProgress({ type: 'item', run: answered(id, gold, Number(request.args['n'] ?? 1)) });
      this.onItem(request);
    }
    return Promise.resolve({ cause: 'done', work: WORK });
  };
}

function answered(item: string, gold: string, n: number): Extract<MethodProgress, { type: 'item' }>['run'] {
  const candidate = { answer: gold, right: true, score: 0.5, generated: 10, branch: 0 };
  return {
    ...{ item, facts: {}, cause: 'done', candidates: Array.from({ length: n }, () => candidate) },
    ...{ chosen: 0, draft: null, confidence: null, reason: 'the only one', location: null, oracle: false },
    cost: { generated: 10 * n, forced: 0, prefilled: 20, needed: 30, calls: n, seconds: 0 },
    events: answerEvents(0),
  };
}

/** A page with that screen. @param outcomes that its browser keeps already */
export async function methodPage(
  hash = HASH,
  outcomes = new MemoryMethodStore(),
  comparisons = new MemoryComparisonStore(outcomes),
) {
  const host = new MethodHost();
  const play = new Play({
    ...{ openHost: () => host, models: [offered('tiny')], app: 'test', now: () => '2026-01-01T00:00:00Z' },
    ...{ recorded: null, playback: new HandClock(), hash },
  });
  await play.loadModel('tiny');
  let time = 0;
  const now = (): number => (time += 1);
  const lab = new MethodLab(play, { outcomes, comparisons, now });
  await lab.follow();
  const open = () => Promise.all(lab.runs.map((run) => run.open()));
  await open();
  return { play, lab, host, outcomes, comparisons, open };
}
type Page = Awaited<ReturnType<typeof methodPage>>;

/** The Runs screen's part of that page. */
export async function keptOf({ play, comparisons }: Pick<Page, 'play' | 'comparisons'>) {
  const clock = { now: 0 };
  const library = { autosave: { failure: null, flush: () => Promise.resolve() } };
  const kept = new KeptComparisons(
    play,
    library as unknown as ConstructorParameters<typeof KeptComparisons>[1],
    { store: comparisons, now: () => clock.now },
  );
  await kept.refresh();
  return { kept, clock };
}
