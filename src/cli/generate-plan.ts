/** The options of `generate`, checked together before a model is loaded. */
import { AppError } from '#core/app-error.ts';
import type { SamplingSettings, TraceProblem } from '#core/trace/events.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import { plantAnyError, plantError } from '#tasks/plant-error.ts';
import type { Planted } from '#tasks/planted.ts';
import { plantRng } from '#tasks/planted-turns.ts';
import type { Problem } from '#tasks/problem.ts';
import { PLAIN_KINDS } from '#tasks/wrong-lines.ts';
import type { AutoPolicy } from '#scoring/policy/decide.ts';
import type { Arguments } from './arguments.ts';
import { AUTO_OPTIONS, readAuto } from './auto-plan.ts';
import type { Options } from './command.ts';

export const GENERATE_OPTIONS = {
  problem: { value: 'TEXT', help: 'what to ask; without it a problem is generated from --seed' },
  seed: { value: 'N', help: 'of the generated problem and of chance; default 1' },
  difficulty: { value: 'K', help: 'steps of the generated problem, 2 to 6; default 3' },
  temperature: { value: 'T', help: '0 (default) is greedy' },
  'top-p': { value: 'P', help: 'share of the distribution to draw from; default 1' },
  'top-k': { value: 'N', help: 'tokens to draw from; 0 (default) is all' },
  'max-tokens': { value: 'N', help: 'most tokens of one continuation; default 256' },
  candidates: { value: 'N', help: 'alternatives kept for each token; default 5' },
  samples: { value: 'N', help: 'answers, drawn in one batch; they vote' },
  plant: {
    value: 'own|user',
    help: 'puts a wrong step into the model’s own turn, or the same lines into the user’s',
  },
  'plant-kind': { value: 'KIND', help: PLAIN_KINDS.join(', ') },
  'plant-step': { value: 'K', help: 'which step is wrong' },
  'plant-whole': { help: 'plants the whole wrong solution, not only up to the wrong step' },
  'backtrack-to': { value: 'K', help: 'step K or least-certain: writes the answer anew from there' },
  'wait-after-step': { value: 'K', help: 'writes the marker after step K and lets the model go on' },
  wait: { help: 'writes the marker after the answer and lets the model go on' },
  marker: { value: 'TEXT', help: 'default "Wait,"; an empty text is the control without a marker' },
  ...AUTO_OPTIONS,
  json: { help: 'one JSON document; the same command gives the same bytes' },
} satisfies Options;

export interface Plan {
  readonly text: string;
  /** Null for free text, which no checker knows. */
  readonly problem: Problem | null;
  readonly trace: TraceProblem;
  readonly seed: number;
  readonly settings: SamplingSettings;
  readonly tokens: number;
  readonly topK: number;
  readonly samples: number;
  readonly plant: {
    readonly turn: 'own' | 'user';
    readonly lines: readonly string[];
    readonly planted: Planted;
  } | null;
  readonly backtrackTo: number | 'least-certain' | null;
  readonly waitAfterStep: number | null;
  readonly wait: boolean;
  readonly marker: string;
  readonly auto: AutoPolicy | null;
}

export function readPlan(args: Arguments): Plan {
  const seed = args.integer('seed', { min: 0, max: 2 ** 32 - 1 }, 1);
  const problem = readProblem(args, seed);
  const marker = args.text('marker') ?? 'Wait,';
  const plan = {
    ...problem,
    seed,
    settings: {
      temperature: args.number('temperature', { min: 0, max: 100 }, 0),
      topP: args.number('top-p', { min: 0.0001, max: 1 }, 1),
      topK: args.integer('top-k', { min: 0, max: 1_000_000 }, 0),
    },
    tokens: args.integer('max-tokens', { min: 1, max: 100_000 }, 256),
    topK: args.integer('candidates', { min: 0, max: 64 }, 5),
    samples: args.integer('samples', { min: 1, max: 256 }, 1),
    plant: readPlant(args, problem.problem, seed),
    backtrackTo: readBacktrack(args),
    waitAfterStep: args.has('wait-after-step')
      ? args.integer('wait-after-step', { min: 1, max: 1000 }, 1)
      : null,
    wait: args.has('wait'),
    marker,
    auto: readAuto(args, marker),
  };
  checkTogether(plan);
  return plan;
}

function readProblem(args: Arguments, seed: number): Pick<Plan, 'text' | 'problem' | 'trace'> {
  if (!args.has('problem')) {
    const difficulty = args.integer('difficulty', { min: 2, max: 6 }, 3);
    const problem = generateProblem({ seed, difficulty });
    const trace = { text: problem.text, generated: { family: problem.family, seed, difficulty } };
    return { text: problem.text, problem, trace };
  }
  if (args.has('difficulty'))
    throw new AppError(
      'bad-input',
      '--difficulty is for generated problems. Leave out --problem or --difficulty.',
    );
  const text = args.required('problem');
  return { text, problem: null, trace: { text, generated: null } };
}

function readPlant(args: Arguments, problem: Problem | null, seed: number): Plan['plant'] {
  const turn = args.oneOf('plant', ['own', 'user']);
  if (turn === null) return null;
  if (problem === null)
    throw new AppError(
      'bad-input',
      'An error can be planted into generated problems only. Leave out --problem.',
    );
  const step = args.has('plant-step')
    ? args.integer('plant-step', { min: 1, max: problem.difficulty }, 1)
    : undefined;
  const kind = args.oneOf('plant-kind', PLAIN_KINDS);
  const rng = plantRng(seed);
  const planted =
    kind === null
      ? plantAnyError(problem, rng, step)
      : firstOf(stepsOf(problem, step), (k) => plantError(problem, { step: k, kind }, rng));
  if (planted === null)
    throw new AppError(
      'bad-input',
      'This error cannot be made at that step. Choose another --plant-step, --plant-kind or --seed.',
    );
  return { turn, planted, lines: args.has('plant-whole') ? planted.completed : planted.lines };
}

function stepsOf(problem: Problem, step: number | undefined): number[] {
  return step === undefined ? problem.steps.map(({ index }) => index) : [step];
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

function readBacktrack(args: Arguments): Plan['backtrackTo'] {
  if (!args.has('backtrack-to')) return null;
  if (args.text('backtrack-to') === 'least-certain') return 'least-certain';
  return args.integer('backtrack-to', { min: 1, max: 1000 }, 1);
}

function checkTogether({
  samples,
  plant,
  backtrackTo,
  waitAfterStep,
  wait,
  auto,
  settings,
}: Omit<Plan, 'text' | 'trace' | 'problem'>): void {
  if (samples === 1) return;
  if (plant?.turn === 'own' || backtrackTo !== null || waitAfterStep !== null || wait || auto !== null)
    throw new AppError(
      'bad-input',
      '--samples does not go with --plant own, --backtrack-to, --wait or --auto. Use one of them.',
    );
  if (settings.temperature === 0)
    throw new AppError(
      'bad-input',
      `Greedy decoding writes ${samples} times the same. Give --temperature above 0.`,
    );
}
