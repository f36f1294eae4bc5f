/**
 * How abilities grow over a training run (Rethinking Reflection in Pre-Training, arXiv 2504.04022): the same problems and
 * planted mistakes for the model at each of its checkpoints and as it is now.
 */
import type { Engine } from '#engine/types.ts';
import { blindSpotProbe, endsRight } from '#probes/blind-spot.ts';
import type { BlindSpotCondition } from '#probes/blind-spot.ts';
import { rate } from '#scoring/intervals.ts';
import type { Rate } from '#scoring/intervals.ts';
import { problemMessages } from '#tasks/prompts.ts';
import { complete } from '../complete.ts';
import { ANSWER_TOKENS, runProbe } from '../run-probe.ts';
import type { ReportOptions } from './options.ts';

/** models/organisms/<mix>.series.json. */
export interface TrainingSeries {
  /** The finished model's card. */
  readonly model: string;
  readonly engine: string;
  readonly seed: number;
  readonly n: number;
  readonly difficulties: readonly number[];
  /** By training, the finished model last. */
  readonly points: readonly SeriesPoint[];
}
export interface SeriesPoint extends Abilities {
  /** The card's id, such as organism-wait-1024. */
  readonly id: string;
  readonly sha256: string;
  /** Updates done. */
  readonly step: number;
  /** Positions trained on, padding not counted. */
  readonly tokens: number;
}
/** Shares of answers that end right, greedy. */
export interface Abilities {
  /** Fresh problems. */
  readonly accuracy: Rate;
  /** The same problems, with a wrong step planted in its own turn and nothing after it. */
  readonly spontaneous: Rate;
  /** The same, then "Wait,". */
  readonly afterWait: Rate;
  /** The same wrong solution in the user's turn. */
  readonly user: Rate;
}

const CONDITIONS = ['user', 'own step none', 'own step wait'] as const satisfies BlindSpotCondition[];

export async function measureAbilities(engine: Engine, options: ReportOptions): Promise<Abilities> {
  const { seed, n, signal } = options;
  const limits = signal ? { signal } : {};
  const trials = await runProbe(engine, blindSpotProbe, CONDITIONS, { seed, n, ...limits });
  const share = (condition: BlindSpotCondition): Rate => {
    const asked = trials.filter((trial) => trial.condition === condition);
    return rate(asked.filter(blindSpotProbe.isRight).length, asked.length);
  };
  return {
    accuracy: await accuracy(engine, options),
    spontaneous: share('own step none'),
    afterWait: share('own step wait'),
    user: share('user'),
  };
}

async function accuracy(engine: Engine, { seed, n, signal }: ReportOptions): Promise<Rate> {
  const tasks = blindSpotProbe.items({ seed, n }).map(({ task }) => task);
  const openings = tasks.map((task) => ({ messages: problemMessages(task), forced: '' }));
  const answers = await complete(engine, openings, { seed, tokens: ANSWER_TOKENS }, signal);
  return rate(tasks.filter((task, i) => endsRight(task, answers[i]?.text ?? '')).length, n);
}
