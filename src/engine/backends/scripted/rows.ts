/** Rows of logits for the scripted engine: random but fixed by a seed, or following a written text. */
import { createRng } from '#core/rng.ts';
import type { Tokens } from '#core/ids.ts';
import type { Script } from './scripted-engine.ts';

/** Logits between 0 and `spread`, another row for every sequence. */
export function randomRows(seed: number, spread = 8): Script['row'] {
  return (tokens, vocabSize) => {
    const rng = createRng(seed).fork(tokens.join(' '));
    return Float32Array.from({ length: vocabSize }, () => spread * rng.next());
  };
}

/** After a prompt, the given tokens are likely one after the other by `lead` nats; any other way, every token is alike. */
export function followRows(path: Tokens, promptLength: number, lead = 10): Script['row'] {
  return (tokens, vocabSize) => {
    const row = new Float32Array(vocabSize);
    const done = tokens.slice(promptLength);
    const next = path[done.length];
    if (next !== undefined && done.every((id, i) => id === path[i])) row[next] = lead;
    return row;
  };
}
