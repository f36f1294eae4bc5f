/** An engine that says what a test lets it say: for methods that ask a model for judgements, lists and rewritings. */
import { ScriptedEngine } from '#engine/backends/scripted/scripted-engine.ts';
import { END, scriptedTokenizer } from '#engine/backends/scripted/scripted-tokenizer.ts';

/** Whole words, so that a one-word verdict is one token. */
const PIECES = [' Yes', ' No', ' A', ' B'];

/**
 * @param reply the whole turn in answer to what was asked last, given what of the turn is written already;
 * of several, each is as likely
 * @param lines that are one token each, where a test counts tokens
 */
export function talker(
  reply: (asked: string, written: string) => string | readonly string[],
  lines: readonly string[] = [],
): ScriptedEngine {
  const pieces = [...PIECES, ...lines];
  const tokenizer = scriptedTokenizer(pieces);
  return new ScriptedEngine({
    pieces,
    context: 16_384,
    row: (tokens, vocabSize) => {
      const [, asked = '', written = ''] =
        /.*<\|user\|>(.*)<\|end\|><\|assistant\|>(.*)$/s.exec(tokenizer.decode(tokens)) ?? [];
      const row = new Float32Array(vocabSize);
      const fitting = [reply(asked, written)].flat().filter((turn) => turn.startsWith(written));
      const rests = fitting.map((turn) => turn.slice(written.length));
      for (const rest of fitting.length === 0 ? [''] : rests) row[tokenizer.encode(rest)[0] ?? END] = 14;
      return row;
    },
  });
}

/** Answers by the first of these that the question contains. */
export function script(...lines: readonly (readonly [asked: RegExp, said: string])[]) {
  return (asked: string): string => lines.find(([pattern]) => pattern.test(asked))?.[1] ?? '';
}
