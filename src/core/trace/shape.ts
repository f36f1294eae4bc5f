/**
 * Small readers of unknown data: each returns the value in its type or throws AppError 'malformed-file' that names the
 * place. Results are rebuilt from what is known, so that unknown keys do not pass.
 */
import { AppError } from '../app-error.ts';
import type { Json } from './events.ts';

export type Reader<T> = (value: unknown, path: string) => T;
type Shape<T> = { readonly [K in keyof T]-?: Reader<T[K]> };

function wrong(path: string, expected: string): AppError {
  return new AppError(
    'malformed-file',
    `This trace is damaged: ${path} should be ${expected}. Open an unchanged copy of the file.`,
    {
      path,
    },
  );
}

export function object<T extends object>(shape: Shape<T>): Reader<T> {
  const keys = Object.keys(shape) as (keyof T & string)[];
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, 'an object');
    const source = value as Record<string, unknown>;
    const read = (key: keyof T & string): unknown =>
      shape[key](Object.hasOwn(source, key) ? source[key] : undefined, `${path}.${key}`);
    return Object.fromEntries(keys.map((key) => [key, read(key)])) as T;
  };
}

export function list<T>(item: Reader<T>, max: number): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw wrong(path, 'a list');
    if (value.length > max) throw wrong(path, `a list of at most ${max}`);
    return Array.from(value, (entry: unknown, i) => item(entry, `${path}[${i}]`));
  };
}

export function nullable<T>(inner: Reader<T>): Reader<T | null> {
  return (value, path) => (value === null ? null : inner(value, path));
}

export function oneOf<const T extends string>(...options: readonly T[]): Reader<T> {
  return (value, path) => {
    const found = options.find((option) => option === value);
    if (found === undefined) throw wrong(path, `one of ${options.join(', ')}`);
    return found;
  };
}

/** Tagged union: `type` picks the reader. */
export function tagged<T>(tag: string, readers: Readonly<Record<string, Reader<T>>>): Reader<T> {
  return (value, path) => {
    const name =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[tag] : undefined;
    const reader = typeof name === 'string' && Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (reader === undefined) throw wrong(`${path}.${tag}`, `one of ${Object.keys(readers).join(', ')}`);
    return reader(value, path);
  };
}

export function text(max: number): Reader<string> {
  return (value, path) => {
    if (typeof value !== 'string' || value.length > max)
      throw wrong(path, `text of at most ${max} characters`);
    return value;
  };
}

/** One character for each byte. */
export function byteText(max: number): Reader<string> {
  const inner = text(max);
  return (value, path) => {
    const read = inner(value, path);
    for (let i = 0; i < read.length; i++) if (read.charCodeAt(i) > 255) throw wrong(path, 'bytes');
    return read;
  };
}

export function number(min: number, max: number): Reader<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !(value >= min && value <= max))
      throw wrong(path, `a number from ${min} to ${max}`);
    return value === 0 ? 0 : value;
  };
}

export function integer(min: number, max: number): Reader<number> {
  const inner = number(min, max);
  return (value, path) => {
    const read = inner(value, path);
    if (!Number.isInteger(read)) throw wrong(path, 'a whole number');
    return read;
  };
}

export const boolean: Reader<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw wrong(path, 'true or false');
  return value;
};

export function constant<const T extends number>(wanted: T): Reader<T> {
  return (value, path) => {
    if (value !== wanted) throw wrong(path, String(wanted));
    return wanted;
  };
}

/** Plain JSON data with bounded depth; `size` bounds entries of each list and object, and characters of each text. */
export function json(depth: number, size: number): Reader<Json> {
  const real = number(-Number.MAX_VALUE, Number.MAX_VALUE);
  return (value, path) => {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number') return real(value, path);
    if (typeof value === 'string') return text(size)(value, path);
    if (depth === 0) throw wrong(path, 'less deeply nested');
    if (Array.isArray(value)) return list(json(depth - 1, size), size)(value, path);
    return record(json(depth - 1, size), size)(value, path);
  };
}

export function record<T>(item: Reader<T>, max: number): Reader<{ readonly [key: string]: T }> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, 'an object');
    const entries = Object.entries(value as Record<string, unknown>);
    if (entries.length > max) throw wrong(path, `an object of at most ${max} entries`);
    return Object.fromEntries(entries.map(([key, entry]) => [key, item(entry, `${path}.${key}`)]));
  };
}
