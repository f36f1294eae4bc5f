/** Methods with arguments: out of the address, into it, and in words. Pure. */
import { AppError } from '#core/app-error.ts';
import type { Method } from '#methods/define.ts';
import { METHODS } from '#methods/index.ts';
import { completeArguments, parseArguments } from '#methods/params.ts';
import type { ParamArguments } from '#methods/params.ts';
import { formatMethods, parseMethods } from './method-link.ts';

export interface ChosenMethod {
  readonly method: Method;
  /** A value for every parameter. */
  readonly args: ParamArguments;
}
export const ALL_METHODS: readonly Method[] = Object.values(METHODS);

/** What a link that names none gets. */
const FIRST = 'wait-after-answer,backtrack';

/** Two that are the same count once. */
export function readMethods(link: string): { chosen: ChosenMethod[]; problems: string[] } {
  const chosen = new Map<string, ChosenMethod>();
  const problems: string[] = [];
  for (const { id, written } of parseMethods(link === '' ? FIRST : link)) {
    const one = readMethod(id, Object.entries(written));
    if (one instanceof AppError) problems.push(`The link asks for ${id}: ${one.message}`);
    else chosen.set(writeMethods([one]), one);
  }
  return { chosen: [...chosen.values()], problems };
}

function readMethod(id: string, written: readonly (readonly [string, string])[]): ChosenMethod | AppError {
  const method = ALL_METHODS.find((one) => one.id === id);
  if (method === undefined)
    return new AppError('bad-input', 'There is no such method. Choose another one under All methods.');
  try {
    const given = parseArguments(
      method.params,
      written.map(([name, value]) => `${name}=${value}`),
    );
    return { method, args: completeArguments(method.params, given) };
  } catch (thrown) {
    return AppError.from(thrown);
  }
}

/** As the address says it: only arguments that are not the default. */
export function writeMethods(chosen: readonly ChosenMethod[]): string {
  return formatMethods(
    chosen.map((one) => ({
      id: one.method.id,
      written: Object.fromEntries(ownArguments(one).map(([name, value]) => [name, String(value)])),
    })),
  );
}

export function withDefaults(method: Method): ChosenMethod {
  return { method, args: completeArguments(method.params, {}) };
}

function ownArguments({ method: { params }, args }: ChosenMethod) {
  return Object.entries(args).filter(([name, value]) => params[name]?.fallback !== value);
}

/** "Self-consistency (n 4)". */
export function methodName(chosen: ChosenMethod): string {
  const own = ownArguments(chosen).map(([name, value]) => `${name} ${value}`);
  return own.length === 0 ? chosen.method.title : `${chosen.method.title} (${own.join(', ')})`;
}
