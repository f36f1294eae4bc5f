/** What `run` prints with --json, and takes back with --resume: plain data. */
import { readFile } from 'node:fs/promises';
import { AppError } from '#core/app-error.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import type { ParamArguments } from '#methods/params.ts';
import type { BudgetLimits } from '#runner/method/item-budget.ts';
import type { EngineWork } from '#runner/method/method-request.ts';
import type { MethodReport } from '#runner/method/method-report.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';
import type { ItemSource, MethodPlan } from './method-plan.ts';
import type { OpenModel } from './open-node-engine.ts';

/** Everything on which the outcome depends: equal questions have equal answers. */
export interface MethodQuestion {
  readonly method: { readonly id: string; readonly args: ParamArguments };
  /** `id`: null for a file of the user's own. */
  readonly model: { readonly id: string | null; readonly sha256: string };
  readonly engine: string;
  readonly items: ItemSource;
  readonly n: number;
  readonly seed: number;
  /** Of each problem. */
  readonly budget: BudgetLimits;
  readonly answerTokens: number;
}
/** Of all sittings together. */
export interface WorkOfSittings extends EngineWork {
  readonly seconds: number;
}
export interface MethodDocument extends MethodQuestion {
  readonly report: MethodReport;
  readonly work: WorkOfSittings;
  /** Finished problems in order; fewer than `n` where the run was stopped. */
  readonly runs: readonly ItemOutcome[];
}

export function questionOf(
  { method, args, source, items, seed, budget, answerTokens }: MethodPlan,
  { engine, model }: OpenModel,
): MethodQuestion {
  const { backend, model: facts } = engine.info;
  return {
    method: { id: method.id, args },
    model: { id: model.card?.id ?? null, sha256: facts.sha256 },
    ...{ engine: backend, items: source, n: items.length, seed, budget, answerTokens },
  };
}

/** What an earlier run of the same question has finished. Rejects 'bad-input' for a document of another one. */
export async function readFinished(
  path: string,
  question: MethodQuestion,
): Promise<Pick<MethodDocument, 'runs' | 'work'>> {
  const document = parseDocument(await textOf(path), path);
  const differs = (Object.keys(question) as (keyof MethodQuestion)[]).find(
    (key) => canonicalJson(document[key] ?? null) !== canonicalJson(question[key]),
  );
  if (differs === undefined) return document;
  throw new AppError(
    'bad-input',
    `${path} is of another run: ${DIFFERENCE[differs] ?? sameOptions(differs)}`,
    {
      differs,
    },
  );
}

const DIFFERENCE: Readonly<Partial<Record<keyof MethodQuestion, string>>> = {
  items:
    'its problems are others, or the file of --items was edited since. Give the problems as they were there, or leave out --resume.',
};
const sameOptions = (differs: string): string => `its ${differs} differs. Give the same options as there.`;

function parseDocument(text: string, path: string): MethodDocument {
  try {
    const value: unknown = JSON.parse(text);
    if (isDocument(value)) return value;
  } catch {
    // Falls through to the one complaint.
  }
  throw new AppError(
    'bad-input',
    `${path} is no result of run. Give --resume a file that run --json has printed.`,
  );
}

/** As much as going on rests on; the question is compared by itself. */
function isDocument(value: unknown): value is MethodDocument {
  const { runs, work } = Object(value) as Readonly<Record<string, unknown>>;
  const { passes, computedTokens, seconds } = Object(work) as Readonly<Record<string, unknown>>;
  return (
    Array.isArray(runs) && runs.every(isOutcome) && [passes, computedTokens, seconds].every(Number.isFinite)
  );
}
function isOutcome(value: unknown): value is ItemOutcome {
  const { item, cost, candidates } = Object(value) as Readonly<Record<string, unknown>>;
  return typeof item === 'string' && typeof cost === 'object' && cost !== null && Array.isArray(candidates);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw new AppError(
      'bad-input',
      `${path} cannot be read. Give --resume an earlier result.`,
      {},
      { cause: thrown },
    );
  }
}
