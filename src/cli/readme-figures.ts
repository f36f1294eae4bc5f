/** The table of figures in the README, between two marks: from the reports, so that it cannot disagree with them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#core/app-error.ts';
import { README_ROWS } from './model-card-figures.ts';
import { table } from './markdown-table.ts';
import { PROJECT } from './model-files.ts';
import type { OrganismFiles } from './organism-files.ts';

export const README = join(PROJECT, 'README.md');
const [BEGIN, END] = ['<!-- figures of the organisms -->', '<!-- end of the figures -->'];

export function readmeFigures(organisms: readonly OrganismFiles[]): string {
  const measured = organisms.flatMap(({ card, report }) =>
    report === null ? [] : [{ id: card.id, report }],
  );
  const rows = README_ROWS.map(([what, say]) => [what, ...measured.map(({ report }) => say(report))]);
  return table(['share that ends right', ...measured.map(({ id }) => id)], rows).join('\n');
}

/** What stands between the marks. Throws AppError 'malformed-file' without them. */
export function figuresIn(readme: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new AppError('malformed-file', `README.md lacks the marks ${BEGIN} and ${END}. Put them back.`);
  return readme.slice(begin + BEGIN.length, end).trim();
}

export async function writeReadmeFigures(organisms: readonly OrganismFiles[]): Promise<string> {
  const readme = await readFile(README, 'utf8');
  await writeFile(
    README,
    readme.replace(figuresIn(readme), () => readmeFigures(organisms)),
  );
  return README;
}
