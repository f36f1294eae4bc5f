/** The best path of every finished problem of a comparison as a file for fine-tuning, one JSON a line. */
import { canonicalJson } from '#core/trace/serialise.ts';
import { bestPathWords, sftLine } from '#scoring/methods/sft-line.ts';
import type { SftLine } from '#scoring/methods/sft-line.ts';
import type { Item } from '#tasks/items/item.ts';
import type { MethodColumn } from './method-board.svelte.ts';
import { textOf } from './glyphs.ts';
import { methodName } from './method-choice.ts';

export interface SftFile {
  /** '' where there is no such path. */
  readonly text: string;
  /** What came of each method, for people. */
  readonly words: string;
}

/** Rejects AppError where a kept trace cannot be read. */
export async function sftFile(columns: readonly MethodColumn[], items: readonly Item[]): Promise<SftFile> {
  const each = await Promise.all(columns.map((column) => bestPaths(column, items)));
  const told = columns.flatMap(({ chosen, outcomes }, i) =>
    outcomes.length === 0
      ? []
      : `${methodName(chosen)}: ${bestPathWords(each[i]?.length ?? 0, outcomes.length)}.`,
  );
  return {
    text: each
      .flat()
      .map((line) => `${canonicalJson(line)}\n`)
      .join(''),
    words: told.join(' '),
  };
}

async function bestPaths(
  { run: methodRun, outcomes }: MethodColumn,
  items: readonly Item[],
): Promise<SftLine[]> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const lines: SftLine[] = [];
  for (const outcome of outcomes) {
    const item = byId.get(outcome.item);
    const trace = (await methodRun?.kept.trace(outcome.item)) ?? null;
    if (item === undefined || trace?.header.method == null) continue;
    const { method, seed, model } = trace.header;
    const { id, sha256 } = model;
    const run = { ...outcome, events: trace.events };
    const source = { method, seed, model: { id, sha256 } };
    const line = sftLine(run, source, { messages: item.messages, textOf });
    if (line !== null) lines.push(line);
  }
  return lines;
}
