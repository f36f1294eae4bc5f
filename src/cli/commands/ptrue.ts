/** `st ptrue`: asks a model whether a proposed answer is true, in both orders of the options. */
import { AppError } from '#core/app-error.ts';
import type { PTrueReading } from '#core/trace/events.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import type { Engine } from '#engine/types.ts';
import { runRequest } from '#runner/run-request.ts';
import { followsFormat, orderGap } from '#scoring/ptrue.ts';
import type { Command, Io } from '../command.ts';
import { ENGINE_OPTIONS, engineChoice, openNodeEngine } from '../open-node-engine.ts';

export const ptrue: Command = {
  summary: 'Asks a model whether a proposed answer is true, and reads P(True) from the logits.',
  operands: '',
  options: {
    ...ENGINE_OPTIONS,
    question: { value: 'TEXT', help: 'the question' },
    answer: { value: 'TEXT', help: 'the proposed answer; for organisms the whole solution, line by line' },
    json: { help: 'one JSON document' },
  },
  async run(args, io) {
    const question = args.required('question');
    const answer = args.required('answer');
    const { engine } = await openNodeEngine(engineChoice(args), io);
    const reading = await ask(engine, { question, answer }, io);
    io.out(args.has('json') ? `${canonicalJson(reading)}\n` : inWords(reading));
    await engine.dispose();
  },
};

async function ask(
  engine: Engine,
  asked: { readonly question: string; readonly answer: string },
  { signal }: Io,
): Promise<PTrueReading> {
  const request = { type: 'ptrue', branch: 0, at: 0, ...asked } as const;
  for await (const event of runRequest(engine, request, { signal, now: () => 0 }))
    if (event.type === 'ptrue') return event.reading;
  throw new AppError('internal', 'P(True) gave no reading. Report this.');
}

function inWords(reading: PTrueReading): string {
  const { pTrue, trueFirst, falseFirst } = reading;
  const mass = `mass ${trueFirst.mass.toFixed(2)} | ${falseFirst.mass.toFixed(2)}`;
  const warning = followsFormat(reading)
    ? ''
    : 'The model does not follow the format: less than half of the probability is on the two options.\n';
  return `P(True) ${pTrue.toFixed(3)} (True first ${trueFirst.pTrue.toFixed(3)} | False first ${falseFirst.pTrue.toFixed(3)}; gap ${orderGap(reading).toFixed(3)}; ${mass})\n${warning}`;
}
