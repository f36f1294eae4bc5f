/** Models by id and by file, each organism also as it stood earlier in its training. Pure. */
import type { ModelCard, OfferedModel } from '#engine/catalog.ts';

/** The model with this id, or the state of one in its training; null when there is none. */
export function cardById(catalog: readonly OfferedModel[], id: string): ModelCard | null {
  return catalog.flatMap((model) => [model, ...model.stages]).find((card) => card.id === id) ?? null;
}

/** The model that `id` is, or is a stage of. */
export function modelOf(catalog: readonly OfferedModel[], id: string): OfferedModel | null {
  return catalog.find((model) => model.id === id || model.stages.some((stage) => stage.id === id)) ?? null;
}

interface Maker {
  readonly id: string;
  readonly sha256: string;
}
/** What wrote a run, for people: the file decides, whatever the run calls it. */
export function makerName(
  catalog: readonly OfferedModel[],
  own: readonly { readonly name: string; readonly sha256: string }[],
  { id, sha256 }: Maker,
): string {
  const known = [...catalog.flatMap((model) => [model, ...model.stages]), ...own];
  return known.find((one) => one.sha256 === sha256)?.name ?? id;
}
