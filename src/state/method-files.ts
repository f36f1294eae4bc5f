/** A comparison of methods as files: every outcome as JSONL, the figures as CSV. Pure. */
import { canonicalJson } from '#core/trace/serialise.ts';
import type { ComparedMethod } from '#scoring/methods/compared-method.ts';
import type { MethodColumn } from './method-lab.svelte.ts';
import { methodName } from './method-choice.ts';
import type { MoreFigure, Told } from './method-figure.ts';
import { moreFigures, toldMethods } from './method-more-figures.ts';

/** One line for each method and problem: the problem, everything the method came to, and the conditions. */
export function outcomesFile(
  columns: readonly MethodColumn[],
  items: readonly { readonly id: string; readonly text: string; readonly gold: string }[],
): string {
  const problems = new Map(items.map(({ id, text, gold }) => [id, { text, gold }]));
  const lines = columns.flatMap(({ run, outcomes }) =>
    outcomes.map((outcome) => {
      const asked: unknown = JSON.parse(run?.key ?? '{}');
      return canonicalJson({ asked, problem: problems.get(outcome.item), outcome });
    }),
  );
  return lines.map((line) => `${line}\n`).join('');
}

const HEAD = [
  ...[
    'method',
    'arguments',
    'oracle',
    'n',
    'accuracy',
    'accuracy_low',
    'accuracy_high',
    'tokens',
    'tokens_low',
  ],
  ...[
    'tokens_high',
    'flips_against',
    'right_right',
    'right_wrong',
    'wrong_right',
    'wrong_wrong',
    'greedy_accuracy',
  ],
  ...['self_consistency_k', 'self_consistency_tokens', 'self_consistency_accuracy', 'minus_self_consistency'],
  ...['minus_self_consistency_low', 'minus_self_consistency_high'],
];
type Cell = string | number | boolean | null | undefined;

/** One line a method; 95 % intervals; an empty cell is not known, or the method has no such thing. RFC 4180. */
export function figuresFile(
  columns: readonly MethodColumn[],
  compared: readonly (ComparedMethod | null)[],
): string {
  const told = toldMethods(columns, compared);
  const more = moreFigures(told.flatMap((one) => one ?? []));
  const head = [...HEAD, ...more.flatMap(moreHead)];
  const rows = columns.map(({ chosen }, i) => {
    const one = told[i] ?? null;
    const named: Cell[] = [chosen.method.id, methodName(chosen)];
    if (one === null) return named;
    return [...named, ...cellsOf(one.figures), ...more.flatMap((figure) => moreCells(figure, one))];
  });
  return [head, ...rows].map((row) => `${head.map((_, i) => quoted(row[i])).join(',')}\r\n`).join('');
}

function moreHead({ id, hasInterval }: MoreFigure): string[] {
  return hasInterval ? [id, `${id}_low`, `${id}_high`] : [id];
}
function moreCells({ hasInterval, read }: MoreFigure, one: Told): Cell[] {
  const { value, interval } = read(one);
  return hasInterval ? [value, interval?.low, interval?.high] : [value];
}
function cellsOf({ oracle, n, accuracy, tokens, flips, before, baselines }: ComparedMethod): Cell[] {
  const sc = baselines?.selfConsistency;
  const minus = sc?.methodMinusThis;
  return [
    ...[oracle, n, accuracy.rate, accuracy.interval?.low, accuracy.interval?.high],
    ...[tokens?.mean, tokens?.interval.low, tokens?.interval.high, before],
    ...[flips?.rightRight, flips?.rightWrong, flips?.wrongRight, flips?.wrongWrong],
    ...[baselines?.greedy.accuracy.rate, sc?.k, sc?.tokens, sc?.accuracy.rate],
    ...[minus?.difference, minus?.interval.low, minus?.interval.high],
  ];
}
function quoted(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
