/**
 * Many answers at once: greedy or sampled continuations of prepared openings, all advancing together through the
 * engine's batches. Chance for opening i comes from the seed and i, so the order of finishing changes nothing.
 */
import type { Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { TokenEvent } from '#core/trace/events.ts';
import type { Engine, Next } from '#engine/types.ts';
import { createRng } from '#core/rng.ts';
import { sequenceScores } from '#scoring/sequence-scores.ts';
import type { SequenceScores } from '#scoring/sequence-scores.ts';
import { encodeAfter } from './encode-after.ts';
import { Lane } from './lane.ts';
import { promptTokens } from './prompt.ts';

export interface Opening {
  readonly messages: readonly Message[];
  /** What already stands in the assistant's turn; '' starts it fresh. */
  readonly forced: string;
  /** 0 is greedy, which is the default. */
  readonly temperature?: number;
}
export interface CompletionSettings {
  readonly seed: number;
  /** Most new tokens for each. */
  readonly tokens: number;
}
export interface Completion {
  /** The whole assistant turn: what was forced and what the model wrote, special tokens left out. */
  readonly text: string;
  /** Of what the model wrote, the token that ended its turn left out; null when it wrote nothing. */
  readonly scores: SequenceScores | null;
  /** Prompt and turn, the token that ended it included. */
  readonly tokens: Tokens;
  /** How many of the tokens the model did not write. */
  readonly given: number;
}
/** Answers in flight, two full batches of the processor's backend: more gain nothing and cost memory. */
const IN_FLIGHT = 32;

interface Writing {
  readonly lane: Lane;
  readonly at: number;
  readonly written: TokenEvent[];
}

/** In the order of the openings. Rejects as the engine does, 'aborted' when stopped. */
export async function complete(
  engine: Engine,
  openings: readonly Opening[],
  settings: CompletionSettings,
  signal?: AbortSignal,
): Promise<Completion[]> {
  const done: Completion[] = [];
  let open: Writing[] = [];
  let begun = 0;
  while (begun < openings.length || open.length > 0) {
    for (; begun < openings.length && open.length < IN_FLIGHT; begun++)
      open.push(begin(engine, openings[begun] as Opening, settings, begun));
    const isOver = await advance(engine, open, signal);
    open.filter((_, i) => isOver[i]).forEach((one) => (done[one.at] = completionOf(engine, one)));
    open = open.filter((_, i) => !isOver[i]);
  }
  return done;
}

function begin(
  engine: Engine,
  { messages, forced, temperature = 0 }: Opening,
  { seed, tokens }: CompletionSettings,
  at: number,
): Writing {
  const prompt = promptTokens(engine, messages);
  const lane = new Lane(engine, prompt, encodeAfter(engine.tokenizer, [], forced), {
    settings: { temperature, topP: 1, topK: 0 },
    seed: createRng(seed)
      .fork(at)
      .int(2 ** 31),
    budget: tokens,
    topK: 1,
  });
  return { lane, at, written: [] };
}

/** One token more for each; whether that was its last. An answer that has no room is over as it stands. */
async function advance(engine: Engine, open: readonly Writing[], signal?: AbortSignal): Promise<boolean[]> {
  const going = open.filter(({ lane }) => lane.over === null);
  const want = { topK: 1, logits: going.some(({ lane }) => lane.want.logits) };
  const sequences = going.map(({ lane }) => lane.sequence);
  const rows = going.length === 0 ? [] : await engine.next(sequences, want, signal);
  const isEnded = new Set<Writing>();
  going.forEach((one, i) => {
    const token = one.lane.draw(rows[i] as Next);
    if (one.lane.write(token)) isEnded.add(one);
    else one.written.push(token);
  });
  return open.map((one) => isEnded.has(one) || one.lane.over !== null);
}

function completionOf(engine: Engine, { lane, written }: Writing): Completion {
  const { answer, sequence, generated } = lane;
  return {
    text: textOf(engine, answer),
    scores: sequenceScores(written),
    tokens: sequence,
    given: sequence.length - generated,
  };
}

function textOf({ tokenizer }: Engine, answer: Tokens): string {
  return tokenizer.decode(answer.filter((id) => !tokenizer.isSpecial(id)));
}
