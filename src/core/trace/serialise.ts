/**
 * Canonical JSON: keys in code-unit order, no spaces, shortest numbers that read back the same, so that equal traces
 * give equal bytes. JSON has no word for infinities and NaN: they are refused, never written as null.
 */
import { AppError } from '../app-error.ts';
import type { Trace, TraceHeader } from './events.ts';
import { validateTrace } from './validate.ts';

/** Throws 'internal' on anything that is not plain JSON data. Keys whose value is undefined are left out. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return finite(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return `{${members(value).join(',')}}`;
  throw new AppError('internal', `A ${typeof value} cannot be written as JSON. Report this.`);
}

function members(value: object): string[] {
  const source = value as Readonly<Record<string, unknown>>;
  return Object.keys(source)
    .filter((key) => source[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(source[key])}`);
}

function finite(value: number): string {
  if (!Number.isFinite(value))
    throw new AppError('internal', `The number ${value} cannot be written as JSON. Report this.`);
  return JSON.stringify(value);
}

export function serialiseTrace({ header, events }: Trace): string {
  return joinTrace(header, events.map(canonicalJson));
}

/** The same out of events that were written before. @param events each as canonicalJson gives it */
export function joinTrace(header: TraceHeader, events: readonly string[]): string {
  return `{"events":[${events.join(',')}],"header":${canonicalJson(header)}}`;
}

/** Reads text of any known version; returns the AppError instead when it is no valid trace. */
export function parseTrace(text: string): Trace | AppError {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new AppError(
      'malformed-file',
      'This file is not JSON. Choose a trace that Second Thought has exported.',
    );
  }
  return validateTrace(value);
}
