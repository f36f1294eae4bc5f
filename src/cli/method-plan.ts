/** The options of `run`, checked together before a model is loaded. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#core/app-error.ts';
import type { Method } from '#methods/define.ts';
import { METHODS } from '#methods/index.ts';
import { completeArguments, parseArguments } from '#methods/params.ts';
import type { ParamArguments } from '#methods/params.ts';
import type { BudgetLimits } from '#runner/method/item-budget.ts';
import { ANSWER_TOKENS } from '#runner/run-probe.ts';
import { WORD_PROBLEMS } from '#tasks/families.ts';
import { fileItems } from '#tasks/items/file-items.ts';
import { itemsOf, someItems } from '#tasks/items/item-set.ts';
import type { Item } from '#tasks/items/item.ts';
import type { Arguments } from './arguments.ts';
import type { Options } from './command.ts';

export const METHOD_OPTIONS = {
  items: { value: 'FILE', help: 'problems from a JSONL file; without it they are generated' },
  family: { value: 'ID', help: `of the generated problems; default ${WORD_PROBLEMS.id}` },
  difficulty: { value: 'K', help: 'of the generated problems; default 4' },
  planted: {
    value: 'K',
    help: 'every answer to a generated problem begins with a mistake planted at step K; any: at a step chosen by the seed',
  },
  n: { value: 'N', help: 'problems; of a file so many chosen by the seed; default 50' },
  seed: { value: 'N', help: 'of the problems and of chance; default 1' },
  param: { value: 'NAME=VALUE', many: true, help: 'a parameter of the method; may be given several times' },
  'budget-tokens': { value: 'N', help: 'most tokens that the model writes for a problem' },
  'budget-calls': { value: 'N', help: 'most answers, readings and scorings for a problem' },
  'budget-seconds': {
    value: 'S',
    help: 'most seconds for a problem; what comes of it depends on the machine',
  },
  'max-tokens': { value: 'N', help: `most tokens of one answer; default ${ANSWER_TOKENS}` },
  'in-flight': { value: 'N', help: 'problems at once; default 8' },
  'no-baselines': { help: 'leave out greedy, self-consistency and Best-of-N at equal tokens' },
} satisfies Options;

/** Where the problems come from, as plain data. */
export type ItemSource =
  | { readonly file: string; readonly lines: number; readonly sha256: string }
  | { readonly family: string; readonly difficulty: number; readonly planted?: number | 'any' };

export interface MethodPlan {
  readonly method: Method;
  readonly args: ParamArguments;
  readonly items: readonly Item[];
  readonly source: ItemSource;
  readonly seed: number;
  readonly budget: BudgetLimits;
  readonly answerTokens: number;
  readonly inFlight: number;
  readonly baselines: boolean;
}

/** Rejects AppError 'bad-input' for what cannot be run. */
export async function readMethodPlan(args: Arguments): Promise<MethodPlan> {
  const method = methodNamed(args.operands);
  const seed = args.integer('seed', { min: 0, max: 2 ** 31 - 1 }, 1);
  const most = { min: 1, max: 10_000_000 };
  return {
    method,
    args: completeArguments(method.params, parseArguments(method.params, args.texts('param'))),
    ...(await readItems(args, seed)),
    seed,
    budget: {
      tokens: args.has('budget-tokens') ? args.integer('budget-tokens', most, 1) : null,
      calls: args.has('budget-calls') ? args.integer('budget-calls', most, 1) : null,
      seconds: args.has('budget-seconds')
        ? args.number('budget-seconds', { min: 0.001, max: 86_400 }, 1)
        : null,
    },
    answerTokens: args.integer('max-tokens', { min: 1, max: 100_000 }, ANSWER_TOKENS),
    inFlight: args.integer('in-flight', { min: 1, max: 256 }, 8),
    baselines: !args.has('no-baselines'),
  };
}

function methodNamed([id, ...more]: readonly string[]): Method {
  const known: Readonly<Record<string, Method>> = METHODS;
  const method = id !== undefined && Object.hasOwn(known, id) ? known[id] : undefined;
  if (method !== undefined && more.length === 0) return method;
  const what = id === undefined ? 'No method is named.' : `There is no method ${[id, ...more].join(' ')}.`;
  throw new AppError('bad-input', `${what} Write: run ${Object.keys(known).join(' | ')}.`);
}

async function readItems(args: Arguments, seed: number): Promise<Pick<MethodPlan, 'items' | 'source'>> {
  const n = args.integer('n', { min: 1, max: 100_000 }, 50);
  const path = args.text('items');
  if (path === null) return generated(args, seed, n);
  if (['difficulty', 'family', 'planted'].some((name) => args.has(name)))
    throw new AppError(
      'bad-input',
      '--difficulty, --family and --planted are for generated problems. Leave out --items or them.',
    );
  const content = await contentOf(path);
  const all = fileItems(content.toString('utf8'));
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { items: someItems(all, { seed, n }), source: { file: basename(path), lines: all.length, sha256 } };
}

function generated(args: Arguments, seed: number, n: number): Pick<MethodPlan, 'items' | 'source'> {
  const family = args.text('family') ?? WORD_PROBLEMS.id;
  const difficulty = args.integer('difficulty', { min: 1, max: 1000 }, 4);
  const planted = plantedStep(args);
  const where = { family, difficulty, ...(planted === null ? {} : { planted }) };
  return { items: itemsOf({ type: 'fresh', ...where, n, seed }), source: where };
}

function plantedStep(args: Arguments): number | 'any' | null {
  const written = args.text('planted');
  if (written === null || written === 'any') return written;
  const step = Number(written);
  if (Number.isInteger(step) && step >= 1 && written.trim() !== '') return step;
  throw new AppError('bad-input', `--planted ${written} does not work. Give a step from 1, or any.`);
}

async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (thrown) {
    throw new AppError(
      'bad-input',
      `${path} cannot be read. Give --items a JSONL file.`,
      {},
      { cause: thrown },
    );
  }
}
