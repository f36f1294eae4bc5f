/**
 * Many answers at once: greedy or sampled continuations of prepared openings, all advancing together through the
 * engine's batches. Chance for opening i comes from the seed and i, so the order of finishing changes nothing.
 */
import type { Tokens } from '#core/ids.ts';
import type { Message } from '#core/messages.ts';
import type { Engine, Next } from '#engine/types.ts';
import { createRng } from '#core/rng.ts';
import { encodeAfter } from '../encode-after.ts';
import { Lane } from '../lane.ts';
import { promptTokens } from '../prompt.ts';

export interface Opening {
  readonly messages: readonly Message[];
  /** What already stands in the assistant's turn; '' starts it fresh. */
  readonly forced: string;
}
export interface CompletionSettings {
  /** 0 is greedy. */
  readonly temperature: number;
  readonly seed: number;
  /** Most new tokens for each. */
  readonly tokens: number;
}
/** Answers in flight: more gain nothing on a CPU and cost memory. */
const IN_FLIGHT = 48;

/** The whole assistant turn of each opening: what was forced and what the model wrote, special tokens left out. */
export async function complete(
  engine: Engine,
  openings: readonly Opening[],
  settings: CompletionSettings,
  signal?: AbortSignal,
): Promise<string[]> {
  const texts: string[] = [];
  for (let from = 0; from < openings.length; from += IN_FLIGHT) {
    const lanes = openings
      .slice(from, from + IN_FLIGHT)
      .map((one, i) => openLane(engine, one, settings, from + i));
    await finish(engine, lanes, signal);
    texts.push(...lanes.map((lane) => textOf(engine, lane.answer)));
  }
  return texts;
}

function openLane(
  engine: Engine,
  { messages, forced }: Opening,
  settings: CompletionSettings,
  index: number,
): Lane {
  const prompt = promptTokens(engine, messages);
  const seed = createRng(settings.seed)
    .fork(index)
    .int(2 ** 31);
  return new Lane(engine, prompt, encodeAfter(engine.tokenizer, [], forced), {
    settings: { temperature: settings.temperature, topP: 1, topK: 0 },
    seed,
    budget: settings.tokens,
    topK: 1,
  });
}

async function finish(engine: Engine, lanes: readonly Lane[], signal?: AbortSignal): Promise<void> {
  let open = lanes.filter(({ over }) => over === null);
  while (open.length > 0) {
    const rows = await engine.next(
      open.map(({ sequence }) => sequence),
      (open[0] as Lane).want,
      signal,
    );
    open = open.filter((lane, i) => !lane.write(lane.draw(rows[i] as Next)) && lane.over === null);
  }
}

function textOf({ tokenizer }: Engine, answer: Tokens): string {
  return tokenizer.decode(answer.filter((id) => !tokenizer.isSpecial(id)));
}
