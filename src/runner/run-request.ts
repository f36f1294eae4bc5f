/** The one switch from request to run, for worker and command line alike. */
import { assertNever } from '#core/assert-never.ts';
import type { TraceEvent } from '#core/trace/events.ts';
import type { Engine } from '#engine/types.ts';
import { autoCorrect } from './auto-correct.ts';
import { continueAnswer } from './continue-answer.ts';
import { readPTrueOf } from './read-ptrue.ts';
import type { RunContext, RunOutcome, RunRequest } from './request.ts';
import { sampleAnswers } from './sample-answers.ts';

export function runRequest(
  engine: Engine,
  request: RunRequest,
  context: RunContext,
): AsyncGenerator<TraceEvent, RunOutcome> {
  switch (request.type) {
    case 'continue':
      return continueAnswer(engine, request, context);
    case 'sample':
      return sampleAnswers(engine, request, context);
    case 'ptrue':
      return readPTrueOf(engine, request, context);
    case 'auto':
      return autoCorrect(engine, request, context);
    default:
      return assertNever(request);
  }
}
