/** The Methods tab's state on a scripted engine, and what its browser keeps. */
import type { Engine } from '#engine/types.ts';
import type { MethodRequest } from '#runner/method/method-request.ts';
import { MethodLab } from '#state/method-lab.svelte.ts';
import { offered } from '#state/model-fixture.ts';
import { Play } from '#state/play.svelte.ts';
import { HandClock } from '#state/replay-fixture.ts';
import { MemoryComparisonStore } from '#storage/memory-comparison-store.ts';
import { MemoryMethodStore } from '#storage/memory-method-store.ts';
import { inProcessHost } from './in-process-host.ts';
import { solver } from './method-fixture.ts';

export const HASH =
  '#screen=methods&model=tiny&chance=5&level=2&count=4&methods=wait-after-answer,self-consistency;n=2';

/** A page, and what its browser keeps. */
export async function opened(
  hash = HASH,
  store = new MemoryMethodStore(),
  comparisons = new MemoryComparisonStore(store),
  openEngine: () => Engine = solver,
) {
  const asked: MethodRequest[] = [];
  let time = 0;
  const hooks = { told: (_: MethodRequest) => {} };
  const openHost = () => {
    const host = inProcessHost(openEngine(), () => Promise.reject(new Error('no report')));
    return {
      ...host,
      runMethod: ((request, onProgress, signal) => {
        asked.push(request);
        const tell: typeof onProgress = (progress) => {
          onProgress(progress);
          hooks.told(request);
        };
        return host.runMethod(request, tell, signal);
      }) satisfies typeof host.runMethod,
    };
  };
  const play = new Play({
    ...{ openHost, models: [offered('tiny')], app: 'test', now: () => '2026-01-01T00:00:00Z' },
    ...{ recorded: null, playback: new HandClock(), hash },
  });
  await play.loadModel('tiny');
  const lab = new MethodLab(play, { outcomes: store, comparisons, now: () => (time += 1) });
  await lab.follow();
  const open = () => Promise.all(lab.runs.map((run) => run.open()));
  await open();
  return { play, lab, store, comparisons, asked, open, hooks };
}
/** Problems that each method has finished. */
export const counts = (lab: MethodLab) => lab.columns.map(({ outcomes }) => outcomes.length);
