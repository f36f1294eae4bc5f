/** The run that a first visitor sees before any model is loaded: made by scripts/record-trace.mjs. */
import type { Trace } from '#core/trace/events.ts';
import { AppError } from '#core/app-error.ts';
import { parseTrace } from '#core/trace/serialise.ts';
import text from './first-visit.trace.json?raw';

export function firstVisit(): Trace {
  const trace = parseTrace(text);
  if (trace instanceof AppError) throw trace;
  return trace;
}
