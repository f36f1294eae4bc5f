/** What an instruction of IFEval is given beside its name: a count, a relation, words. Read once, with a complaint that names it. */
import { AppError } from '#core/app-error.ts';
import { RELATIONS } from './relation.ts';
import type { Relation } from './relation.ts';

export interface InstructionArguments {
  /** A whole number, 0 or more. */
  count(name: string): number;
  relation(name: string): Relation;
  text(name: string): string;
  /** One or more. */
  texts(name: string): readonly string[];
}

/** Every reading throws AppError bad-input where the argument is not there or of another kind. */
export function instructionArguments(id: string, given: unknown): InstructionArguments {
  const values = (typeof given === 'object' && given !== null ? given : {}) as Readonly<
    Record<string, unknown>
  >;
  const read = <T>(name: string, what: string, is: (value: unknown) => value is T): T => {
    const value = values[name];
    if (is(value)) return value;
    throw new AppError('bad-input', `The instruction ${id} needs ${what} as “${name}”.`, { id, name });
  };
  return {
    count: (name) => read(name, 'a whole number', isCount),
    relation: (name) => read(name, `one of ${RELATIONS.map((one) => `“${one}”`).join(' and ')}`, isRelation),
    text: (name) => read(name, 'a text', isText),
    texts: (name) => read(name, 'a list of texts', isTexts),
  };
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}
function isRelation(value: unknown): value is Relation {
  return RELATIONS.some((one) => one === value);
}
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}
