/** Events with neighbouring token events of a branch made one: how they were batched does not matter. */
import type { TraceEvent } from '#core/trace/events.ts';
import { createEventBatch } from '#rpc/event-batch.ts';

export function joined(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const all: TraceEvent[] = [];
  const batch = createEventBatch(
    (some) => all.push(...some),
    () => 0,
  );
  for (const event of events) batch.add(event);
  batch.flush();
  return all;
}
