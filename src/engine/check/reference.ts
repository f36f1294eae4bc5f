/**
 * What an engine says when nothing is kept: each question is read from its beginning. The checks compare with it what the
 * same model says when it goes on, goes back, forks or is asked in a batch.
 */
import type { TokenId, Tokens } from '#core/ids.ts';
import type { Engine, Next } from '#engine/types.ts';
import { ptruePrompt } from '#scoring/ptrue-prompt.ts';

export const FULL = { topK: 5, logits: true } as const;
/** Asked of a model in its own chat format. */
const QUESTION = 'A farmer has 12 cows and buys 9 more. How many cows does he have now?';
const ANSWER_TOKENS = 16;

export interface Script {
  /** Of any length, short of the context. */
  readonly prompts: readonly Tokens[];
  readonly base: Tokens;
  /** Beginnings of `base` that go on in another way. */
  readonly forks: readonly Tokens[];
  readonly scored: Tokens;
  /** Longer than a chunk. */
  readonly long: Tokens;
  readonly chat: Tokens;
  /** The P(True) question in both orders, up to the bracket. */
  readonly ptrue: readonly Tokens[];
}
export interface Reference {
  readonly script: Script;
  readonly rows: ReadonlyMap<string, Next>;
  /** Greedy, after `chat`. */
  readonly answer: Tokens;
  /** `chat`, most of the answer, and “Wait,” in the middle of it. */
  readonly interrupted: Tokens;
}

export function keyOf(tokens: Tokens): string {
  return tokens.join();
}

function scriptFor({ tokenizer, info }: Engine): Script {
  const vocabulary = Math.min(tokenizer.vocabSize, 240);
  const made = (length: number, step: number): TokenId[] =>
    Array.from({ length }, (_, i) => (i * step + (i >> 3)) % vocabulary);
  const base = made(70, 7);
  const long = Math.min(400, info.model.context - 8);
  const asked = (order: 'true-first' | 'false-first'): Tokens => {
    const { user, cue } = ptruePrompt(QUESTION, '21', order);
    return tokenizer.chat(
      [
        { role: 'user', content: user },
        { role: 'assistant', content: cue },
      ],
      { continueFinal: true },
    );
  };
  return {
    prompts: [1, 2, 16, 17, 130].map((length) => made(length, 11)),
    base,
    forks: [69, 64, 63, 33, 5].map((at) => [...base.slice(0, at), 3, 4, 5, 6, 7]),
    scored: made(150, 13),
    long: made(long, 17),
    chat: tokenizer.chat([{ role: 'user', content: QUESTION }]),
    ptrue: [asked('true-first'), asked('false-first')],
  };
}

export async function after(engine: Engine, tokens: Tokens): Promise<Next> {
  const [next] = await engine.next([tokens], FULL);
  if (next === undefined) throw new Error('the engine answered nothing');
  return next;
}

/** Greedy, up to a token that ends the turn. */
export async function writeGreedily(engine: Engine, prompt: Tokens, count = ANSWER_TOKENS): Promise<Tokens> {
  const written: TokenId[] = [];
  while (written.length < count && !engine.tokenizer.stop.has(written.at(-1) ?? -1)) {
    const best = (await after(engine, [...prompt, ...written])).top[0];
    if (best === undefined) throw new Error('the engine gave no candidates');
    written.push(best.id);
  }
  return written;
}

/** `engine` keeps nothing: cacheBytes and answerBytes 0. */
export async function takeReference(engine: Engine): Promise<Reference> {
  const script = scriptFor(engine);
  const answer = await writeGreedily(engine, script.chat);
  const most = answer.slice(0, Math.ceil(answer.length / 2));
  const interrupted = [...script.chat, ...most, ...engine.tokenizer.encode(' Wait,')];
  const rows = new Map<string, Next>();
  const scored = [20, 21, 149].map((length) => script.scored.slice(0, length));
  const all = [
    ...script.prompts,
    script.base,
    ...script.forks,
    ...scored,
    script.long,
    ...script.ptrue,
    interrupted,
  ];
  for (const tokens of all) rows.set(keyOf(tokens), await after(engine, tokens));
  return { script, rows, answer, interrupted };
}
