/** The few figures that are watched while a model is trained on: the blind-spot probe on a small, fixed set. */
import type { Counted, TuningFigures } from '#core/tuning.ts';
import type { Engine } from '#engine/types.ts';
import { blindSpotProbe, endsRight } from '#probes/blind-spot.ts';
import type { BlindSpotCondition } from '#probes/blind-spot.ts';
import { problemMessages } from '#tasks/prompts.ts';
import { complete } from './complete.ts';
import { ANSWER_TOKENS, runProbe } from './run-probe.ts';
import type { ProbeRunOptions } from './run-probe.ts';

const CONDITIONS: readonly BlindSpotCondition[] = [
  'own answer none',
  'own answer wait',
  'own step none',
  'user',
];

/** The same `n` problems and mistakes for every model that is asked with the same seed. */
export async function measureTuning(engine: Engine, options: ProbeRunOptions): Promise<TuningFigures> {
  const trials = await runProbe(engine, blindSpotProbe, CONDITIONS, options);
  const under = (condition: BlindSpotCondition): Counted => {
    const asked = trials.filter((trial) => trial.condition === condition);
    return { successes: asked.filter(blindSpotProbe.isRight).length, n: asked.length };
  };
  return {
    own: under('own answer none'),
    ownWait: under('own answer wait'),
    ownStep: under('own step none'),
    user: under('user'),
    solved: await solved(engine, options),
  };
}

/** The same problems, without a mistake. */
async function solved(engine: Engine, { signal, ...options }: ProbeRunOptions): Promise<Counted> {
  const tasks = blindSpotProbe.items(options).map(({ task }) => task);
  const openings = tasks.map((task) => ({ messages: problemMessages(task), forced: '' }));
  const answers = await complete(engine, openings, { seed: options.seed, tokens: ANSWER_TOKENS }, signal);
  const right = tasks.filter((task, i) => endsRight(task, answers[i]?.text ?? ''));
  return { successes: right.length, n: tasks.length };
}
