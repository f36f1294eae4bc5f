/** The model card's list of files: the organisms, the school that they come from, and what else was kept of the way. */
import type { CheckpointFile, ModelCard } from '#engine/catalog.ts';
import { table } from './markdown-table.ts';
import type { OrganismFiles } from './organism-files.ts';

export function fileLines(trained: readonly OrganismFiles[]): string[] {
  const rows = [...schoolsOf(trained), ...trained.map(({ card }) => card)].map(row);
  return [
    '## Files',
    '',
    ...table(['file', 'parameters', 'weights', 'bytes', 'licence', 'sha256'], rows),
    '',
    ...trained.flatMap(({ mix, card }) => wayLines(mix, card)),
  ];
}

type Listed = Pick<ModelCard, 'file' | 'parameters' | 'quantisation' | 'bytes' | 'license' | 'sha256'>;
function row({ file, parameters, quantisation, bytes, license, sha256 }: Listed): string[] {
  return [nameOf(file), count(parameters), quantisation, count(bytes ?? 0), license, `\`${sha256}\``];
}

/** Earlier states that lie beside the organisms, each once; they have the shape of what comes of them. */
function schoolsOf(trained: readonly OrganismFiles[]): Listed[] {
  const beside = trained.flatMap(({ mix, card }) =>
    card.checkpoints
      .filter((one) => !liesIn(mix, one))
      .map(({ file, bytes, sha256 }) => ({ ...card, file, bytes, sha256 })),
  );
  return beside.filter((one, i) => beside.findIndex(({ file }) => file === one.file) === i);
}

function wayLines(mix: string, { id, checkpoints }: ModelCard): string[] {
  const inside = checkpoints.filter((one) => liesIn(mix, one));
  if (inside.length === 0) return [];
  const steps = inside.map(({ step }) => count(step)).join(', ');
  const beside = checkpoints
    .filter((one) => !liesIn(mix, one))
    .map(({ file, step }) => `; its state after ${count(step)} is \`${nameOf(file)}\``);
  return [
    `\`${mix}/\` holds ${id} at ${inside.length} earlier states, after ${steps} updates${beside.join('')}. Sizes and digests are in \`models/${id}.json\`.`,
    '',
  ];
}

function liesIn(mix: string, { file }: CheckpointFile): boolean {
  return file.startsWith(`models/organisms/${mix}/`);
}
function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

export function count(value: number): string {
  return value.toLocaleString('en');
}
