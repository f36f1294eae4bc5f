/**
 * A function to be written, judged by its tests: a line of HumanEvalPack in JavaScript (arXiv 2308.07124). Right is a
 * program that passes all of them.
 */
import { AppError } from '#core/app-error.ts';
import { openEndedItem } from './open-ended-item.ts';
import type { Item, Judge } from './item.ts';
import { passes, programOf, withTests } from './programs/tested-program.ts';
import type { Tested } from './programs/tested-program.ts';

type Row = Readonly<Record<string, unknown>>;

/** Null when the line is of another form, or another language. */
export function programmedItem(row: Row, id: string, facts: Item['facts']): Item | null {
  const { task_id: task, prompt, test, instruction } = row;
  if (![task, prompt, test].every((value) => typeof value === 'string')) return null;
  const [beginning, tests] = [String(prompt), String(test)];
  const name = nameIn(beginning);
  if (!String(task).startsWith('JavaScript/') || name === null) return null;
  return {
    ...openEndedItem(id, asked(beginning, instruction)),
    gold: 'A program that passes all of its tests.',
    judge: judgeBy({ beginning, name, tests }),
    facts: { ...facts, function: name },
  };
}

/** What is defined last; the data's own field for it has another spelling in places. */
function nameIn(beginning: string): string | null {
  return [...beginning.matchAll(/\b(?:function|const|let|var)\s+([\w$]+)/g)].at(-1)?.[1] ?? null;
}

function asked(beginning: string, instruction: unknown): string {
  const what = typeof instruction === 'string' ? instruction : 'Complete this JavaScript function.';
  return `${what}\n\nBegin with this, and write the whole function in one block of code:\n\`\`\`js\n${beginning.trimEnd()}\n\`\`\``;
}

function judgeBy(tested: Tested): Judge {
  return async (text, run) => {
    if (run === undefined)
      throw new AppError(
        'bad-input',
        'Programs are judged by running them, and here is no sandbox. Use other problems, or the command line.',
      );
    if (text.trim() === '') return { right: false };
    return { right: passes(await run(withTests(programOf(text, tested), tested))) };
  };
}
