/** Measures what a policy judges: a step by its tokens, a finished answer by asking P(True). */
import { AppError } from '#core/app-error.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import { extractAnswer } from '#scoring/answers/extract-answer.ts';
import { measureStep } from '#scoring/policy/measure.ts';
import { ptrueSubject } from '#tasks/ptrue-subject.ts';
import type { AutoLine, Unit } from './auto-line.ts';
import { leastCertainStep } from './backtrack-target.ts';
import { readPTrueOf } from './read-ptrue.ts';
import type { AutoRequest, RunContext } from './request.ts';

export type Measurement =
  | {
      readonly value: number;
      /** Tokens that stay when it is taken back. */
      readonly at: number;
      /** Which part of it is then written again, when not all. */
      readonly from: string | null;
    }
  | { readonly value: null; readonly unmeasured: string };

/** P(True) leaves its reading in the trace. Rejects 'aborted' when stopped meanwhile. */
export async function* measureUnit(
  engine: Engine,
  { request, line, unit }: { request: AutoRequest; line: AutoLine; unit: Unit },
  context: RunContext,
): AsyncGenerator<TraceEvent, Measurement> {
  const { signal } = request.policy;
  if (signal === 'ptrue') return yield* askAnswer(engine, { request, line }, context);
  const value = measureStep(signal, line.tokens.slice(unit.start, unit.end));
  if (value === null) return { value, unmeasured: 'none of it is the model’s own choice' };
  return { value, at: line.ownFrom(unit.start, unit.end), from: null };
}

async function* askAnswer(
  engine: Engine,
  { request, line }: { request: AutoRequest; line: AutoLine },
  context: RunContext,
): AsyncGenerator<TraceEvent, Measurement> {
  const { text, generated } = request.question;
  const steps = line.steps;
  const written = steps.map((step) => step.text).join('');
  const answer = extractAnswer(written, { guess: !generated })?.value ?? null;
  if (answer === null)
    return { value: null, unmeasured: 'no final answer is written that P(True) could be asked about' };
  const place = leastCertainStep(line.tokens);
  if (place === null) return { value: null, unmeasured: 'the model wrote no step of it itself' };
  const subject = ptrueSubject(steps, answer, generated);
  const asked = {
    type: 'ptrue',
    branch: line.branch,
    at: line.textLength,
    question: text,
    answer: subject,
  } as const;
  try {
    for await (const event of readPTrueOf(engine, asked, context)) {
      yield event;
      if (event.type !== 'ptrue') continue;
      const { start, end } = place.step;
      return { value: event.reading.pTrue, at: line.ownFrom(start, end), from: place.label };
    }
  } catch (thrown) {
    if (AppError.from(thrown).code !== 'context-full') throw thrown;
  }
  return { value: null, unmeasured: 'it is too long to ask P(True) about' };
}
