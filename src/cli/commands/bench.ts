/** `st bench`: tokens per second of a model on this machine. */
import { canonicalJson } from '#core/trace/serialise.ts';
import { generateProblem } from '#tasks/generate-problem.ts';
import type { Command } from '../command.ts';
import { measureSpeed } from '../measure-speed.ts';
import type { Speed } from '../measure-speed.ts';
import { ENGINE_OPTIONS, engineChoice, openNodeEngine } from '../open-node-engine.ts';

export const bench: Command = {
  summary: 'Measures how many tokens a second a model writes here, and what the statistics cost.',
  operands: '',
  options: {
    ...ENGINE_OPTIONS,
    tokens: { value: 'N', help: 'tokens to write; default 64' },
    json: { help: 'one JSON document' },
  },
  async run(args, io) {
    const tokens = args.integer('tokens', { min: 1, max: 10_000 }, 64);
    const started = performance.now();
    const { engine } = await openNodeEngine(engineChoice(args), io);
    const startSeconds = (performance.now() - started) / 1000;
    const { text } = generateProblem({ seed: 1, difficulty: 4 });
    const prompt = engine.tokenizer.chat([{ role: 'user', content: text }]);
    // The first passes warm up the runtime.
    await measureSpeed(engine, prompt.slice(0, -1), Math.min(tokens, 8), () => performance.now(), io.signal);
    const speed = await measureSpeed(engine, prompt.slice(1), tokens, () => performance.now(), io.signal);
    const { backend, threads, model } = engine.info;
    const report = { model: model.name, backend, threads, startSeconds, ...speed };
    io.out(args.has('json') ? `${canonicalJson(report)}\n` : inWords(report));
    await engine.dispose();
  },
};

function inWords(
  report: Speed & { model: string; backend: string; threads: number; startSeconds: number },
): string {
  const {
    model,
    backend,
    threads,
    startSeconds,
    promptTokens,
    promptTokensPerSecond,
    tokens,
    tokensPerSecond,
  } = report;
  const { statisticsMilliseconds, statisticsShare, tokensPerSecondWithout } = report;
  return [
    `${model}, ${backend}, threads ${threads}: ready in ${startSeconds.toFixed(2)} s`,
    `prompt of ${promptTokens} tokens: ${promptTokensPerSecond.toFixed(0)} tokens/s`,
    `${tokens} tokens with all statistics: ${tokensPerSecond.toFixed(1)} tokens/s`,
    `statistics: ${statisticsMilliseconds.toFixed(3)} ms a token, ${(100 * statisticsShare).toFixed(1)} %; without them ${tokensPerSecondWithout.toFixed(1)} tokens/s`,
    '',
  ].join('\n');
}
