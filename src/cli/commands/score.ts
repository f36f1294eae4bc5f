/** `st score`: statistics of each token of a given text after a given prompt, teacher-forced. */
import { AppError } from '#core/app-error.ts';
import type { Tokens } from '#core/ids.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import type { Engine, TokenStats } from '#engine/types.ts';
import { encodeAfter } from '#runner/encode-after.ts';
import { byteString } from '#runner/token-event.ts';
import { tokenPieces } from '#runner/token-pieces.ts';
import { sequenceScores } from '#scoring/sequence-scores.ts';
import type { Command } from '../command.ts';
import { ENGINE_OPTIONS, engineChoice, openNodeEngine } from '../open-node-engine.ts';

export const score: Command = {
  summary: 'Says how likely a model holds each token of a given text.',
  operands: '',
  options: {
    ...ENGINE_OPTIONS,
    prompt: { value: 'TEXT', help: 'what stands before' },
    text: { value: 'TEXT', help: 'what is scored' },
    chat: { help: 'the prompt is a user’s message, the text the model’s answer' },
    json: { help: 'one JSON document' },
  },
  async run(args, io) {
    const prompt = args.text('prompt') ?? '';
    const text = args.text('text') ?? '';
    if (text === '') throw new AppError('bad-input', '--text is missing or empty. Write --text "…".');
    const { engine } = await openNodeEngine(engineChoice(args), io);
    const before = promptOf(engine, prompt, args.has('chat'));
    const ids = encodeAfter(engine.tokenizer, before, text);
    const stats = await engine.score([...before, ...ids], before.length, {}, io.signal);
    const report = describe(engine, before, stats);
    io.out(args.has('json') ? `${canonicalJson(report)}\n` : table(report));
    await engine.dispose();
  },
};

function promptOf({ tokenizer }: Engine, prompt: string, isChat: boolean): Tokens {
  if (isChat) return tokenizer.chat([{ role: 'user', content: prompt }]);
  const bos = tokenizer.bos === null ? [] : [tokenizer.bos];
  const ids = [...bos, ...tokenizer.encode(prompt)];
  if (ids.length === 0)
    throw new AppError(
      'bad-input',
      'The first token has nothing before it to be judged by. Give --prompt "…", or --chat.',
    );
  return ids;
}

function describe(engine: Engine, before: Tokens, stats: readonly TokenStats[]) {
  const { tokenizer, info } = engine;
  const pieces = tokenPieces(stats.map(({ id }) => ({ bytes: byteString(tokenizer, id), special: false })));
  const tokens = stats.map(({ id, logprob, rank, entropy, varentropy, margin, selfCertainty }, i) => ({
    ...{ id, text: pieces[i] ?? '' },
    ...{ logprob, rank, entropy, varentropy, margin, selfCertainty },
  }));
  const scores = sequenceScores(stats.map((one) => ({ ...one, forced: null })));
  return {
    model: { name: info.model.name, sha256: info.model.sha256, vocabSize: info.model.vocabSize },
    backend: info.backend,
    prompt: before,
    tokens,
    scores,
  };
}

function table({ tokens, scores }: ReturnType<typeof describe>): string {
  const rows = tokens.map(({ text, logprob, rank, entropy, margin, selfCertainty }) =>
    [
      JSON.stringify(text).padEnd(16),
      logprob.toFixed(3),
      String(rank),
      entropy.toFixed(3),
      margin.toFixed(3),
      selfCertainty.toFixed(3),
    ]
      .map((cell) => cell.padStart(9))
      .join(' '),
  );
  const head = ['token'.padEnd(16), 'logprob', 'rank', 'entropy', 'margin', 'certainty']
    .map((cell) => cell.padStart(9))
    .join(' ');
  const mean =
    scores === null
      ? ''
      : `mean logprob ${scores.meanLogprob.toFixed(4)}, perplexity ${scores.perplexity.toFixed(3)}, self-certainty ${scores.selfCertainty.toFixed(3)}\n`;
  return `${[head, ...rows].join('\n')}\n${mean}`;
}
