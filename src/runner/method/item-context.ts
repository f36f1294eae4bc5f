/** Everything that a method may touch (methods/define.ts), for one problem on an engine. */
import { AppError } from '#core/app-error.ts';
import type { Execution } from '#core/execution.ts';
import type { LabelMass, PTrueReading } from '#core/trace/events.ts';
import type { Answer, Check, Judged, MethodContext, Place, Reading, Traced } from '#methods/define.ts';
import { stepsOf } from '#methods/steps/steps-of.ts';
import type { StepRange } from '#scoring/steps/split-steps.ts';
import { beginningSubject, ptrueSubject } from '#tasks/ptrue-subject.ts';
import { labelReader, ptrueOrders, readPTrueOf } from '../read-ptrue.ts';
import { draftOf } from './given-answer.ts';
import type { ItemState } from './item-state.ts';
import { lockstep } from './lockstep.ts';
import { sequenceOf, writeAnswers } from './write-answers.ts';

export function itemContext(state: ItemState): MethodContext {
  const one = async function* (answers: Traced<Answer[]>): Traced<Answer> {
    const [answer] = yield* answers;
    if (answer === undefined) throw new AppError('internal', 'Nothing was written. Report this.');
    return answer;
  };
  return {
    generate: (writing = {}) => one(writeAnswers(state, [writing])),
    draft: () => one(writeAnswers(state, [draftOf(state)])),
    sample: (n, writing = {}) => writeAnswers(state, samples(n, writing)),
    together: (writings) => writeAnswers(state, writings),
    chat: (messages, writing = {}) => one(writeAnswers(state, [{ ...writing, messages }])),
    ptrue: (judged) => lockstep(judged.map((each) => askPTrue(state, each))),
    labels: (read, labels) => noteLabels(state, read, labels),
    next: (places) => readNext(state, places),
    score: (places) => scoreForced(state, places),
    execute: (answer, program) => runProgram(state, answer, program),
    span: (name, part) => spanned(state, name, part),
    rng: state.rng,
    budget: state.budget,
    get over() {
      return state.over;
    },
    check: checkOf(state),
  };
}

function samples<T extends { readonly label?: string }>(n: number, writing: T): T[] {
  return Array.from({ length: n }, (_, k) => ({
    ...writing,
    label: `${writing.label ?? 'sample'} ${k + 1} of ${n}`,
  }));
}

async function* spanned<T>({ now }: ItemState, name: string, part: Traced<T>): Traced<T> {
  yield { type: 'span', name, time: now() };
  const result = yield* part;
  yield { type: 'close', time: now() };
  return result;
}

async function* askPTrue(state: ItemState, judged: Judged): Traced<PTrueReading | null> {
  const { engine, item, signal, now } = state;
  const answer = subjectOf(state, judged);
  if (answer === null || state.over !== null || !state.budget.ask(1)) return null;
  const at = judged.at ?? judged.answer.length;
  const request = { type: 'ptrue', branch: judged.answer.branch, at, question: item.text, answer } as const;
  try {
    let reading: PTrueReading | null = null;
    for await (const event of readPTrueOf(engine, request, { signal, now })) {
      if (event.type === 'ptrue') ({ reading } = event);
      yield event;
    }
    for (const order of ptrueOrders(engine, request)) state.cost.read(order);
    return reading;
  } catch (thrown) {
    return nullWhenExpected(thrown);
  }
}

function subjectOf({ item }: ItemState, { answer, at }: Judged): string | null {
  if (at !== undefined) {
    const subject = beginningSubject(stepsOf({ ...answer, length: at }), item.generated);
    return subject.trim() === '' ? null : subject;
  }
  const value = item.answerOf(answer.text);
  return value === null ? null : ptrueSubject(stepsOf(answer), value, item.generated);
}

async function* noteLabels(
  { now }: ItemState,
  { answer, at = answer.length }: Judged,
  labels: readonly LabelMass[],
): Traced<void> {
  yield { type: 'labels', branch: answer.branch, at, labels, time: now() };
}

async function readNext(state: ItemState, places: readonly Place[]): Promise<readonly Reading[] | null> {
  if (state.over !== null || !state.budget.ask(places.length)) return null;
  const sequences = places.map((place) => sequenceOf(state, place).tokens);
  try {
    const rows = await state.engine.next(sequences, { topK: READ_CANDIDATES, logits: true }, state.signal);
    return rows.map((row, i) => {
      const sequence = sequences[i] ?? [];
      state.cost.read(sequence);
      const { logits } = row;
      if (logits === undefined) throw new AppError('internal', 'There are no logits to read. Report this.');
      return { ...row, logits, ...labelReader(state.engine, sequence, row) };
    });
  } catch (thrown) {
    return nullWhenExpected(thrown);
  }
}
/** As many as DeepConf reads (methods.md P1). */
const READ_CANDIDATES = 20;

async function scoreForced(state: ItemState, places: readonly Place[]) {
  if (state.over !== null || !state.budget.ask(places.length)) return null;
  try {
    return await Promise.all(
      places.map(async (place) => {
        const { tokens, forced } = sequenceOf(state, place);
        const scored = await state.engine.score(tokens, tokens.length - forced, { topK: 1 }, state.signal);
        state.cost.read(tokens);
        return scored;
      }),
    );
  } catch (thrown) {
    return nullWhenExpected(thrown);
  }
}

async function* runProgram(
  { execute, over, budget, signal, now }: ItemState,
  answer: Answer,
  program: string,
): Traced<Execution | null> {
  if (execute === undefined || over !== null || !budget.ask(1)) return null;
  try {
    const execution = await execute(program, signal);
    const place = { branch: answer.branch, at: answer.length };
    yield { type: 'program', ...place, program, execution, time: now() };
    return execution;
  } catch (thrown) {
    return nullWhenExpected(thrown);
  }
}

/** A stop, and text that is too long, are to be expected; anything else is not. */
function nullWhenExpected(thrown: unknown): null {
  const { code } = AppError.from(thrown);
  if (code === 'aborted' || code === 'context-full') return null;
  throw thrown;
}

function checkOf(state: ItemState): Check {
  const { now } = state;
  const said = (answer: Answer, words: string) =>
    ({ type: 'check', branch: answer.branch, at: answer.length, said: words, time: now() }) as const;
  const { firstWrongLine } = state.item;
  return {
    async *isRight(answer) {
      state.usedGold = true;
      const { right } = await state.judge(answer.text);
      yield said(answer, right ? 'right' : 'wrong');
      return right;
    },
    async *conditions(answer) {
      const { conditions } = await state.judge(answer.text);
      if (conditions === undefined || conditions.length === 0) return null;
      state.usedGold = true;
      const unmet = conditions.filter(({ met }) => !met);
      const count = `${conditions.length - unmet.length} of ${conditions.length} conditions are met`;
      yield said(answer, [count, ...unmet.map(({ words }) => words)].join('; not: '));
      return conditions;
    },
    firstWrongStep:
      firstWrongLine === null
        ? null
        : async function* (answer) {
            state.usedGold = true;
            const steps = stepsOf(answer);
            const at = firstWrongLine(steps.map(({ text }) => text.trim()));
            yield said(answer, placeWords(at, steps));
            return at;
          },
  };
}
function placeWords(at: number | null | 'unknown', steps: readonly StepRange[]): string {
  if (at === 'unknown') return 'nobody knows which step is wrong';
  return at === null ? 'no step is wrong' : `first wrong: ${steps[at]?.text.trim() ?? ''}`;
}
