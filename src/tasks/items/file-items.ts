/**
 * Problems from a JSONL file, one a line. The form of each line is recognised by its keys: GSM8K, SVAMP, StrategyQA,
 * CommonsenseQA, BIG-Bench (input, target), SCLI5, MR-GSM8K, ProcessBench, IFEval, HumanEvalPack, and plain question and answer. A row of
 * MR-GSM8K, ProcessBench and BIG-Bench Mistake brings a solution with it. Pure: text in, items out.
 */
import { AppError } from '#core/app-error.ts';
import { normaliseAnswer } from '#scoring/answers/normalise-answer.ts';
import { askFor } from './ask.ts';
import type { AnswerKind } from './ask.ts';
import { givenChecker } from './given.ts';
import type { LocatedSolution } from './given.ts';
import { instructedItem } from './instructed-item.ts';
import type { Item } from './item.ts';
import { bigBenchMistakeSolution, mrGsm8kSolution, processBenchSolution } from './located-solutions.ts';
import { programmedItem } from './programmed-item.ts';
import { readAnswer } from './read-answer.ts';

type Row = Readonly<Record<string, unknown>>;
interface Known {
  readonly problem: string;
  /** Null where the row does not say it. */
  readonly gold: string | null;
  readonly kind: AnswerKind;
  /** A written solution of which the first mistake is known. */
  readonly solution?: LocatedSolution | null;
}
interface Form {
  readonly name: string;
  /** Null when the line is of another form. */
  read(row: Row): Known | null;
}

/** More particular forms first. */
const FORMS: readonly Form[] = [
  { name: 'GSM8K', read: gsm8k },
  { name: 'ProcessBench', read: processBench },
  { name: 'MR-GSM8K', read: mrGsm8k },
  { name: 'SVAMP', read: svamp },
  { name: 'StrategyQA', read: strategyQa },
  { name: 'CommonsenseQA', read: commonsenseQa },
  { name: 'SCLI5', read: scli5 },
  { name: 'BIG-Bench', read: bigBench },
  {
    name: 'question and answer',
    read: (row) => worded(text(row['question'] ?? row['problem']), text(row['answer'])),
  },
];

/** Those whose answer is the whole text, which code judges. */
const OPEN_ENDED = [
  { name: 'IFEval', read: instructedItem },
  { name: 'HumanEvalPack', read: programmedItem },
] as const;

/** @throws AppError bad-input that names the first line which cannot be read, and the forms that can */
export function fileItems(content: string): Item[] {
  const lines = content
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [{ line, number: i + 1 }]));
  if (lines.length === 0)
    throw new AppError('bad-input', 'The file has no items. Give one JSON object a line.');
  return lines.map(({ line, number }) => itemOf(line, number));
}

function itemOf(line: string, number: number): Item {
  const row = rowOf(line, number);
  for (const { name, read } of OPEN_ENDED) {
    const item = read(row, `${name} ${number}`, { form: name, line: number });
    if (item !== null) return item;
  }
  for (const { name, read } of FORMS) {
    const known = read(row);
    if (known !== null) return fileItem(known, `${name} ${number}`, { form: name, line: number });
  }
  const names = [...OPEN_ENDED, ...FORMS].map(({ name }) => name).join(', ');
  throw new AppError(
    'bad-input',
    `Line ${number} is no problem with an answer that is known here. Known forms: ${names}.`,
    { line: number },
  );
}

function rowOf(line: string, number: number): Row {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Row;
  } catch {
    // Falls through to the one complaint.
  }
  throw new AppError('bad-input', `Line ${number} is no JSON object. Give one JSON object a line.`, {
    line: number,
  });
}

function fileItem(known: Known, id: string, facts: Item['facts']): Item {
  const { problem, gold, kind, solution = null } = known;
  return {
    ...{ id, text: problem, gold: gold ?? '', facts, generated: false },
    ...(gold === null ? { unjudged: true } : {}),
    ...givenPart(solution),
    messages: [{ role: 'user', content: askFor(problem, kind) }],
    answerOf: (written) => readAnswer(written, kind),
    problem: { text: askFor(problem, kind), generated: null },
  };
}

function givenPart(solution: LocatedSolution | null): Pick<Item, 'firstWrongLine' | 'given'> {
  if (solution === null) return { firstWrongLine: null };
  return { firstWrongLine: givenChecker(solution), given: { kind: 'solution', steps: solution.steps } };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
function numbered(problem: string | null, gold: string | null): Known | null {
  return problem === null || gold === null ? null : { problem, gold, kind: 'number' };
}
/** By what the answer looks like. */
function worded(problem: string | null, gold: string | null): Known | null {
  if (problem === null || gold === null) return null;
  return { problem, gold, kind: kindOf(gold) };
}
function kindOf(gold: string): AnswerKind {
  if (/^\([A-J]\)$/.test(gold)) return 'letter';
  if (/^(?:yes|no)$/i.test(gold)) return 'yes-no';
  return /^[-+]?[\d,./ ]+$/.test(normaliseAnswer(gold) ?? '') ? 'number' : 'text';
}

function gsm8k({ question, answer }: Row): Known | null {
  const gold = /####\s*(.+)\s*$/.exec(text(answer) ?? '')?.[1];
  return numbered(text(question), gold ?? null);
}
function svamp({ Body, Question, Answer }: Row): Known | null {
  const [body, asked] = [text(Body), text(Question)];
  if (body === null || asked === null || typeof Answer !== 'number') return null;
  return numbered(`${body.trim().replace(/[.,]?$/, '.')} ${asked.trim()}`, String(Answer));
}
function strategyQa({ question, answer }: Row): Known | null {
  const problem = text(question);
  if (problem === null || typeof answer !== 'boolean') return null;
  return { problem, gold: answer ? 'yes' : 'no', kind: 'yes-no' };
}
function commonsenseQa({ question, answerKey }: Row): Known | null {
  const key = text(answerKey);
  if (key === null || typeof question !== 'object' || question === null) return null;
  const { stem, choices } = question as Row;
  const problem = text(stem);
  if (problem === null || !Array.isArray(choices)) return null;
  const options = choices.map((one: Row) => `(${String(one['label'])}) ${String(one['text'])}`);
  return { problem: [problem, ...options].join('\n'), gold: `(${key})`, kind: 'letter' };
}
/** The right answer stands nowhere but in a solution that comes to it. */
function processBench(row: Row): Known | null {
  const [problem, solution] = [text(row['problem']), processBenchSolution(row)];
  if (problem === null || solution === null || typeof row['label'] !== 'number') return null;
  const gold = row['final_answer_correct'] === true ? readAnswer(solution.steps.join('\n'), 'number') : null;
  return { problem, gold, kind: 'number', solution };
}
function mrGsm8k(row: Row): Known | null {
  const known = numbered(text(row['question']), text(row['ground_truth_answer']));
  return known && { ...known, solution: mrGsm8kSolution(row) };
}
/** BIG-Bench Mistake has the same form, with steps. */
function bigBench(row: Row): Known | null {
  const known = worded(text(row['input']), text(row['target']));
  return known && { ...known, solution: bigBenchMistakeSolution(row) };
}
function scli5({ messages_error_injection_in_model: turns, correct_answer: gold }: Row): Known | null {
  const asked: unknown = Array.isArray(turns) ? (turns[0] as Row | undefined)?.['content'] : null;
  return worded(text(asked), text(gold));
}
