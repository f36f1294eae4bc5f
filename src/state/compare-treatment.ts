/**
 * What is done to every model of a comparison: nothing, or an error planted in either turn; and how the address says it
 * (`free`, `own-1-slip`, `user-2-wrong-operand`). Pure.
 */
import { plantPlaces } from '#tasks/planted-turns.ts';
import type { PlantPlace } from '#tasks/planted.ts';
import type { Problem } from '#tasks/problem.ts';
import { PLANT_KINDS } from '#tasks/wrong-lines.ts';
import { OWN_MARKER_LENGTH } from './own-marker.svelte.ts';
import type { PlantTurn } from './requests.ts';

export const DEFAULT_PLANT = 'own-1-slip';
export const PLANT_RULE = 'free, or whose turn, which step and what kind of error: own-1-slip';

/** What the reader asked for; a problem that does not allow it gets its nearest. */
export interface WantedPlant {
  readonly turn: PlantTurn;
  readonly place: PlantPlace;
}
export type Treatment =
  | { readonly type: 'free' }
  | {
      readonly type: 'plant';
      readonly turn: PlantTurn;
      readonly place: PlantPlace;
      /** Written after the wrong line; '' for nothing, and always so in the user's turn. */
      readonly marker: string;
    };

/** Null for `free`; undefined for what says neither. */
export function parsePlant(text: string): WantedPlant | null | undefined {
  if (text === 'free') return null;
  const [, turn, step, name] = /^(own|user)-([1-9])-([a-z-]+)$/.exec(text) ?? [];
  const kind = PLANT_KINDS.find((known) => known === name);
  if (kind === undefined || (turn !== 'own' && turn !== 'user')) return undefined;
  return { turn, place: { step: Number(step), kind } };
}

export function formatPlant(wanted: WantedPlant | null): string {
  return wanted === null ? 'free' : `${wanted.turn}-${wanted.place.step}-${wanted.place.kind}`;
}

export function isMarkerText(text: string): boolean {
  return text.trim() !== '' && text.length <= OWN_MARKER_LENGTH;
}

/** The place itself where the problem allows it, else another kind at that step, else its first; null where it has none. */
export function nearestPlace(problem: Problem, { step, kind }: PlantPlace): PlantPlace | null {
  const places = plantPlaces(problem);
  const there = places.filter((place) => place.step === step);
  return there.find((place) => place.kind === kind) ?? there[0] ?? places[0] ?? null;
}

/** @param link as the address says it. */
export function treatmentOf(link: { plant: string; marker: string }, problem: Problem): Treatment {
  const wanted = parsePlant(link.plant);
  const place = wanted ? nearestPlace(problem, wanted.place) : null;
  if (!wanted || place === null) return { type: 'free' };
  return { type: 'plant', turn: wanted.turn, place, marker: wanted.turn === 'own' ? link.marker : '' };
}
