/** Gathers trace events and hands them over about 30 times a second; neighbouring token events of a branch become one. */
import type { TraceEvent } from '#core/trace/events.ts';

export interface EventBatch {
  add(event: TraceEvent): void;
  flush(): void;
}

export function createEventBatch(
  send: (events: readonly TraceEvent[]) => void,
  now: () => number,
  interval = 33,
): EventBatch {
  let waiting: TraceEvent[] = [];
  let lastSent = now();
  const flush = (): void => {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    lastSent = now();
    send(events);
  };
  return {
    add(event) {
      const joined = joinTokens(waiting.at(-1), event);
      if (joined) waiting[waiting.length - 1] = joined;
      else waiting.push(event);
      if (now() - lastSent >= interval) flush();
    },
    flush,
  };
}

function joinTokens(last: TraceEvent | undefined, event: TraceEvent): TraceEvent | null {
  if (last?.type !== 'tokens' || event.type !== 'tokens' || last.branch !== event.branch) return null;
  if (last.at + last.tokens.length !== event.at) return null;
  return { ...last, tokens: [...last.tokens, ...event.tokens], time: event.time };
}
