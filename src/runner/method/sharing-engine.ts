/**
 * An engine that is asked an equal question once while its answer is on the way. Samples of a sure model begin alike and
 * are written in the same batch, so that most of what they ask is the same.
 */
import type { Next, Want } from '#core/distribution.ts';
import type { Tokens } from '#core/ids.ts';
import type { Engine } from '#engine/types.ts';

export function sharingEngine(engine: Engine): Engine {
  const pending = new Map<string, Promise<Next>>();
  const ask = (tokens: Tokens, want: Want, signal?: AbortSignal): Promise<Next> => {
    const key = `${want.topK} ${want.logits} ${tokens.join()}`;
    const same = pending.get(key) ?? engine.next([tokens], want, signal).then(([row]) => row as Next);
    pending.set(key, same);
    const forget = (): void => void pending.delete(key);
    same.then(forget, forget);
    return same;
  };
  return {
    info: engine.info,
    tokenizer: engine.tokenizer,
    next: (sequences, want = {}, signal) => Promise.all(sequences.map((tokens) => ask(tokens, want, signal))),
    score: (tokens, from, want, signal) => engine.score(tokens, from, want, signal),
    memory: () => engine.memory(),
    cost: () => engine.cost(),
    dispose: () => engine.dispose(),
  };
}
