/**
 * A trained organism with more layers that does exactly what it did: the new ones on top add nothing to the residual
 * stream until they learn to, since their projections into it are zero. (Function-preserving growth: Net2Net,
 * arXiv 1511.05641; zero-initialised residual branches: arXiv 2002.04745 and 1901.09321.)
 */
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { Rng } from '#core/rng.ts';
import { initialise, layoutOf } from './parameters.ts';
import type { FlatParameters } from './parameters.ts';
import { freshState } from './trainer.ts';
import type { TrainerState } from './trainer.ts';

const INTO_RESIDUAL = /\.(attn_output|ffn_down)\.weight$/;

/** Moments of the old layers stay; the new ones begin with none. */
export function grow(state: TrainerState, from: HyperParameters, layers: number, rng: Rng): TrainerState {
  const to = { ...from, layers };
  const fresh = freshState(initialise(to, rng));
  const isNew = newSlots(from, to);
  for (const { name, family, offset, size } of layoutOf(to).slots)
    if (isNew(name) && INTO_RESIDUAL.test(name)) fresh.parameters[family].fill(0, offset, offset + size);
  for (const part of ['parameters', 'm', 'v'] as const) carryOver(state[part], from, fresh[part], to);
  return { ...fresh, step: state.step };
}

function newSlots(from: HyperParameters, to: HyperParameters): (name: string) => boolean {
  const old = new Set(layoutOf(from).slots.map(({ name }) => name));
  const added = new Set(
    layoutOf(to)
      .slots.map(({ name }) => name)
      .filter((name) => !old.has(name)),
  );
  return (name) => added.has(name);
}

function carryOver(
  old: FlatParameters,
  from: HyperParameters,
  grown: FlatParameters,
  to: HyperParameters,
): void {
  const place = new Map(layoutOf(to).slots.map((slot) => [slot.name, slot.offset]));
  for (const { name, family, offset, size } of layoutOf(from).slots)
    grown[family].set(old[family].subarray(offset, offset + size), place.get(name));
}
