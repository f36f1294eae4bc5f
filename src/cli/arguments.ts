/** Words of the command line → checked values. Every complaint names the option and says what to write instead. */
import { parseArgs } from 'node:util';
import { AppError } from '#core/app-error.ts';
import type { Command } from './command.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

type Value = string | true | readonly string[];

export class Arguments {
  readonly operands: readonly string[];
  readonly #values: ReadonlyMap<string, Value>;

  constructor(values: ReadonlyMap<string, Value>, operands: readonly string[]) {
    this.#values = values;
    this.operands = operands;
  }
  has(name: string): boolean {
    return this.#values.has(name);
  }
  text(name: string): string | null {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : null;
  }
  /** Of an option that may be given several times. */
  texts(name: string): readonly string[] {
    const value = this.#values.get(name);
    return typeof value === 'object' ? value : [];
  }
  required(name: string): string {
    const value = this.text(name);
    if (value === null || value.trim() === '')
      throw new AppError('bad-input', `--${name} is missing or empty. Write --${name} "…".`);
    return value;
  }
  number(name: string, { min, max }: Range, fallback: number): number {
    const text = this.text(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max))
      throw new AppError(
        'bad-input',
        `--${name} ${text} does not work. Give a number from ${min} to ${max}.`,
      );
    return value;
  }
  integer(name: string, range: Range, fallback: number): number {
    const value = this.number(name, range, fallback);
    if (!Number.isInteger(value))
      throw new AppError('bad-input', `--${name} ${value} does not work. Give a whole number.`);
    return value;
  }
  oneOf<const T extends string>(name: string, options: readonly T[]): T | null {
    const text = this.text(name);
    if (text === null) return null;
    const found = options.find((option) => option === text);
    if (found === undefined)
      throw new AppError('bad-input', `--${name} ${text} does not work. Write ${options.join(', ')}.`);
    return found;
  }
}

/** Throws 'bad-input' for an option that the command does not have or a value that is missing. */
export function parseArguments(
  name: string,
  { options, operands }: Command,
  words: readonly string[],
): Arguments {
  const config = Object.fromEntries(
    Object.entries(options).map(([key, option]) => [
      key,
      { type: option.value === undefined ? 'boolean' : 'string', multiple: option.many ?? false } as const,
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: config,
      allowPositionals: operands !== '',
      strict: true,
    });
    const entries = Object.entries(values).flatMap(([key, value]): [string, Value][] => {
      const given = givenValue(value);
      return given === null ? [] : [[key, given]];
    });
    return new Arguments(new Map(entries), positionals);
  } catch (thrown) {
    const first = (thrown instanceof Error ? thrown.message : String(thrown)).split(/\n|\. /)[0] ?? '';
    throw new AppError('bad-input', `${first}. See npm run st -- ${name} --help.`, {}, { cause: thrown });
  }
}

function givenValue(value: unknown): Value | null {
  if (typeof value === 'string' || value === true) return value;
  return Array.isArray(value) ? value.map(String) : null;
}
