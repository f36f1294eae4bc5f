/** How far a model followed the form of what was read of it, from the trace of a problem. */
import type { TraceEvent } from '#core/trace/events.ts';
import type { ItemOutcome } from '#scoring/methods/item-outcome.ts';

/** Every reading of labels counts, and P(True) once for each order of its options. Nothing where none was read. */
export function formatOf(events: readonly TraceEvent[]): Pick<ItemOutcome, 'format'> {
  const masses = events.flatMap(massesOf);
  if (masses.length === 0) return {};
  return { format: { readings: masses.length, mass: sumOf(masses) / masses.length } };
}

function massesOf(event: TraceEvent): number[] {
  if (event.type === 'labels') return [sumOf(event.labels.map(({ mass }) => mass))];
  return event.type === 'ptrue' ? [event.reading.trueFirst.mass, event.reading.falseFirst.mass] : [];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
