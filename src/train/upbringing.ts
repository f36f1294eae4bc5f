/** How an organism is brought up, as data in models/organisms/mixes.json: the stages of the school, then a variant's own. */
import mixesFile from '#models/organisms/mixes.json' with { type: 'json' };
import { organismShape } from './organism-shape.ts';
import type { HyperParameters } from '#engine/graph/hyper-parameters.ts';
import type { Schedule } from './schedule.ts';

/** Of the folder and the file that all variants start from. */
export const SCHOOL = 'school';

export interface Stage {
  /** Of its mix. */
  readonly name: string;
  /** Positions read in it. */
  readonly tokens: number;
  readonly layers: number;
  readonly rate: { readonly from: number; readonly to: number };
}

export const SCHOOL_PLAN: readonly Stage[] = mixesFile.school;
export function variantStage(mix: string): Stage {
  return { name: mix, ...mixesFile.variant };
}

export function stageShape(vocab: number, { layers }: Stage): HyperParameters {
  return { ...organismShape(vocab), layers };
}

/** From one rate to the other in a straight line, after 100 steps of warm-up from nothing. */
export function stageSchedule({ rate }: Stage): Schedule {
  return { peak: rate.from, warmUpSteps: 100, holdUntil: 0, rest: rate.to / rate.from };
}
