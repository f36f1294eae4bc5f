/**
 * Parameters of methods, typed once: defaults, limits and words for page and command line, and values in `run`.
 *   params: { n: int(8, { min: 1, max: 64, label: 'samples' }) }   →   async *run(ctx, task, { n }) { … n is a number … }
 */
import { AppError } from '#core/app-error.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}
interface Labelled {
  /** What it sets, for people: "samples", "text written after the answer". */
  readonly label: string;
}
export interface IntParam extends Labelled, Range {
  readonly kind: 'int';
  readonly fallback: number;
}
export interface NumberParam extends Labelled, Range {
  readonly kind: 'number';
  readonly fallback: number;
}
export interface ChoiceParam<T extends string = string> extends Labelled {
  readonly kind: 'choice';
  readonly options: readonly T[];
  readonly fallback: T;
}
export interface TextParam extends Labelled {
  readonly kind: 'text';
  /** Characters. */
  readonly max: number;
  readonly fallback: string;
}
export type Param = IntParam | NumberParam | ChoiceParam | TextParam;
export type Params = Readonly<Record<string, Param>>;
export type ParamValue = number | string;
/** Values of some parameters by name; what is missing takes its default. */
export type ParamArguments = Readonly<Record<string, ParamValue>>;
/** What `run` is handed: a value for every parameter. */
export type ParamValues<P extends Params> = {
  readonly [K in keyof P]: P[K] extends ChoiceParam<infer T> ? T : P[K]['fallback'];
};

export function int(fallback: number, { min, max, label }: Range & Labelled): IntParam {
  return { kind: 'int', fallback, min, max, label };
}
export function number(fallback: number, { min, max, label }: Range & Labelled): NumberParam {
  return { kind: 'number', fallback, min, max, label };
}
export function choice<const T extends string>(
  fallback: NoInfer<T>,
  options: readonly T[],
  { label }: Labelled,
): ChoiceParam<T> {
  return { kind: 'choice', fallback, options, label };
}
export function text(
  fallback: string,
  { max = 200, label }: Labelled & { readonly max?: number },
): TextParam {
  return { kind: 'text', fallback, max, label };
}

/** One value from its text. Throws 'bad-input' that names the parameter and says what may be written. */
export function parseParam(name: string, param: Param, written: string): ParamValue {
  const value = param.kind === 'int' || param.kind === 'number' ? numberOf(written) : written;
  return checked(name, param, value, written);
}

/**
 * "n=16", "marker=Hmm," … → arguments. Throws 'bad-input' for a name that is none of the parameters, one that is given
 * twice, and a value out of its limits.
 */
export function parseArguments(params: Params, written: readonly string[]): ParamArguments {
  const values: Record<string, ParamValue> = {};
  for (const pair of written) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    const param = known(params, name);
    if (at < 0) throw bad(`${name} has no value. Write ${name}=${param.fallback}.`);
    if (Object.hasOwn(values, name)) throw bad(`${name} is given twice. Leave one out.`);
    values[name] = parseParam(name, param, pair.slice(at + 1));
  }
  return values;
}

/** A value for every parameter. Throws 'bad-input' as `parseArguments` does. */
export function completeArguments(params: Params, given: ParamArguments): ParamArguments {
  for (const [name, value] of Object.entries(given)) checked(name, known(params, name), value);
  return Object.fromEntries(
    Object.entries(params).map(([name, { fallback }]) => [name, given[name] ?? fallback]),
  );
}

function numberOf(written: string): number {
  return written.trim() === '' ? NaN : Number(written);
}

function known(params: Params, name: string): Param {
  const param = Object.hasOwn(params, name) ? params[name] : undefined;
  if (param !== undefined) return param;
  const names = Object.keys(params).join(', ');
  throw bad(
    names === ''
      ? `There is no parameter ${name}: this method has none. Leave it out.`
      : `There is no parameter ${name}. This method has ${names}.`,
  );
}

function checked(name: string, param: Param, value: ParamValue, written = String(value)): ParamValue {
  if (fits(param, value)) return value;
  throw bad(`${name}=${written} does not work. Give ${allowed(param)}.`);
}

function fits(param: Param, value: ParamValue): boolean {
  switch (param.kind) {
    case 'int':
      return Number.isInteger(value) && isWithin(param, value);
    case 'number':
      return isWithin(param, value);
    case 'choice':
      return param.options.some((option) => option === value);
    case 'text':
      return typeof value === 'string' && value.length <= param.max;
  }
}
function isWithin({ min, max }: Range, value: ParamValue): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}

function allowed(param: Param): string {
  switch (param.kind) {
    case 'int':
      return `a whole number from ${param.min} to ${param.max}`;
    case 'number':
      return `a number from ${param.min} to ${param.max}`;
    case 'choice':
      return `one of ${param.options.join(', ')}`;
    case 'text':
      return `a text of at most ${param.max} characters`;
  }
}

function bad(message: string): AppError {
  return new AppError('bad-input', message);
}
