/** The models that can be compared. Pure. */
import type { OfferedModel } from '#engine/catalog.ts';
import type { ModelSource } from '#rpc/protocol.ts';

/** Columns that a comparison has room for. */
export const MOST_MODELS = 3;

export const MODEL_GROUPS = ['Organisms', 'Earlier in training', 'Made here', 'From disk'] as const;
type ModelGroup = (typeof MODEL_GROUPS)[number];

export interface ComparedModel {
  readonly id: string;
  readonly name: string;
  /** What it is, in a line. */
  readonly about: string;
  readonly group: ModelGroup;
  /** What is loaded where the id does not tell: a file from disk. */
  readonly file: ModelSource | null;
}
type Named = Pick<ComparedModel, 'id' | 'name' | 'about'>;

/** The organisms of a catalog, how they stood earlier, earliest first, and what was made here. */
export function comparedModels(catalog: readonly OfferedModel[], own: readonly Named[]): ComparedModel[] {
  const organisms = catalog.filter(({ organism }) => organism);
  const stages = organisms.flatMap((organism) => organism.stages);
  return [
    ...grouped(organisms, 'Organisms'),
    ...grouped(stages, 'Earlier in training'),
    ...grouped(own, 'Made here'),
  ];
}
function grouped(models: readonly Named[], group: ModelGroup): ComparedModel[] {
  return models.map(({ id, name, about }) => ({ id, name, about, group, file: null }));
}

/** Its id is made of the file's name: a link finds it again once the file is open. Null for what is no file. */
export function fileModel(source: ModelSource | null): ComparedModel | null {
  if (source?.type !== 'file') return null;
  const { name } = source;
  const id = `file-${name.replace(/[^\w.-]+/g, '-')}`.slice(0, 64);
  return { id, name, about: 'Opened from disk.', group: 'From disk', file: source };
}

/** What a link that names none gets: the organisms; beside a single one, how it stood in the middle of its training. */
export function firstModels(models: readonly ComparedModel[]): string[] {
  const organisms = models.filter(({ group }) => group === 'Organisms');
  const earlier = models.filter(({ group }) => group === 'Earlier in training');
  const middle = organisms.length === 1 ? earlier.slice(earlier.length / 2).slice(0, 1) : [];
  return [...organisms, ...middle].slice(0, MOST_MODELS).map(({ id }) => id);
}
