/** `st ptrue`: asks a model whether a proposed answer is true, in both orders of the options. */
import { AppError } from '#core/app-error.ts';
import type { PTrueReading } from '#core/trace/events.ts';
import { canonicalJson } from '#core/trace/serialise.ts';
import { followsFormat, orderGap } from '#scoring/ptrue.ts';
import type { Command } from '../command.ts';
import { ENGINE_OPTIONS, engineChoice, openNodeEngine } from '../open-node-engine.ts';
import { Session } from '../session.ts';

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
    const session = new Session(engine, { signal: io.signal, now: () => 0 });
    await session.run({ type: 'ptrue', branch: 0, at: 0, question, answer });
    const [event] = session.events;
    if (event?.type !== 'ptrue') throw new AppError('internal', 'P(True) gave no reading. Report this.');
    io.out(args.has('json') ? `${canonicalJson(event.reading)}\n` : inWords(event.reading));
    await engine.dispose();
  },
};

function inWords(reading: PTrueReading): string {
  const { pTrue, trueFirst, falseFirst } = reading;
  const mass = `mass ${trueFirst.mass.toFixed(2)} | ${falseFirst.mass.toFixed(2)}`;
  const warning = followsFormat(reading)
    ? ''
    : 'The model does not follow the format: less than half of the probability is on the two options.\n';
  return `P(True) ${pTrue.toFixed(3)} (True first ${trueFirst.pTrue.toFixed(3)} | False first ${falseFirst.pTrue.toFixed(3)}; gap ${orderGap(reading).toFixed(3)}; ${mass})\n${warning}`;
}
