/** ProgCo: the model writes a program that checks answers, and both are revised where they disagree. arXiv 2501.01264; methods.md 12.8. */
import type { Execution } from '#core/execution.ts';
import type { Message } from '#core/messages.ts';
import type { Question } from '#tasks/items/item.ts';
import { defineMethod } from './define.ts';
import type { Answer, MethodContext, Traced } from './define.ts';
import { choice, int } from './params.ts';
import { candidatesOf } from './steps/candidates.ts';
import { answerForm, askedNext } from './steps/dialogue.ts';
import { lastAnswered } from './steps/last-answered.ts';
import { PROGRAM_FORM, callOf, findingOf, programIn } from './steps/checking-program.ts';
import type { Finding } from './steps/checking-program.ts';

const SIMULATE =
  'Carry this program out on the answer, line by line, and write what each line comes to. End with PASS if it returns true, or with FAIL and the reason.';

export const programVerify = defineMethod({
  id: 'program-verify',
  title: 'Program-driven verification (ProgCo)',
  idea: [
    'From the problem alone the model writes a JavaScript program that checks an answer; a failed check sends the answer back for revision, and the program with it.',
    'A program says exactly what it checks and does its own arithmetic, which a check in words does badly.',
    'It is only as good as the program: small models write some that do not run or that pass everything, and then it is greedy decoding at several times the price.',
  ],
  algorithm: [
    'y ← answer to x; P ← program “verify(answer)” from x alone',
    'repeat up to R times: f ← what P says of y, run in the sandbox; where it does not run, or on request, the model carries it out itself',
    '  f is a pass: stop',
    '  y′ ← answer to x again, given y and f; P ← P again, given y, y′ and f; y ← y′',
    'return y',
  ],
  source: 'arXiv 2501.01264',
  corrects: 'after',
  feedback: ['self', 'tool'],
  needs: 'instructions',
  requires: [],
  params: {
    rounds: int(3, { min: 1, max: 8, label: 'most revisions (R)' }),
    runs: choice('sandbox', ['sandbox', 'model'], {
      label: 'who carries the program out: the sandbox where it runs there, or always the model',
    }),
  },
  async *run(ctx, task, { rounds, runs }) {
    const answers: Answer[] = [yield* ctx.generate({ label: 'draft' })];
    let written = yield* ctx.chat(programRequest(task), { label: 'program 1' });
    for (let round = 1; round <= rounds && ctx.over === null; round++) {
      const answer = answers.at(-1) as Answer;
      const finding = yield* ctx.span(`verify ${round}`, verify(ctx, task, { answer, written, runs }));
      if (finding === null || finding.passes || ctx.over !== null) break;
      const request = `A check of this answer found: ${finding.feedback}\nSolve the problem again. ${answerForm(task)}`;
      const revised = yield* ctx.chat(askedNext(answer, request), { label: `revised ${round}` });
      answers.push(revised);
      if (round === rounds || ctx.over !== null) break;
      const reflect = reflection(task, [answer, revised], finding);
      written = yield* ctx.chat(askedNext(written, reflect), { label: `program ${round + 1}` });
    }
    return { ...lastAnswered(candidatesOf(task, answers)), counts: { attempts: answers.length } };
  },
});

function programRequest({ text }: Question): Message[] {
  return [{ role: 'user', content: `Problem: ${text}\n\n${PROGRAM_FORM}` }];
}

interface Verification {
  readonly answer: Answer;
  /** The turn that holds the program. */
  readonly written: Answer;
  readonly runs: 'sandbox' | 'model';
}
/** Null where neither the sandbox nor the model says anything of it. */
async function* verify(
  ctx: MethodContext,
  task: Question,
  { answer, written, runs }: Verification,
): Traced<Finding | null> {
  const value = task.answerOf(answer.text);
  if (value === null) return { passes: false, feedback: 'no answer is stated.' };
  const program = programIn(written.text);
  const execution: Execution | null =
    program !== null && runs === 'sandbox' ? yield* ctx.execute(answer, callOf(program, value)) : null;
  const finding = execution === null ? null : findingOf(execution);
  if (finding !== null) return finding;
  const shown = `${written.text.trim()}\n\nAnswer: ${value}\n\n${SIMULATE}`;
  const simulated = yield* ctx.chat([{ role: 'user', content: shown }], { label: 'carried out in words' });
  return simulatedFinding(simulated.text);
}

function simulatedFinding(said: string): Finding | null {
  const verdict = /\b(PASS|FAIL)\b(.*)/s.exec(
    said.slice(said.search(/\b(PASS|FAIL)\b(?!.*\b(PASS|FAIL)\b)/s)),
  );
  if (verdict === null) return null;
  const reason = (verdict[2] ?? '').replace(/^\W+/, '').trim();
  return { passes: verdict[1] === 'PASS', feedback: reason === '' ? 'the check failed.' : reason };
}

function reflection(task: Question, answers: readonly [Answer, Answer], { feedback }: Finding): string {
  const [before, after] = answers.map(({ text }) => task.answerOf(text) ?? 'none');
  return `The program said of the answer ${before}: ${feedback} The answer is now ${after}. Was the program right? Write it again, corrected where it was wrong. ${PROGRAM_FORM}`;
}
