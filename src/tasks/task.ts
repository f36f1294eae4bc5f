/**
 * A problem with everything that is known of it, whatever its family. Page, probes, corpus and command line ask a Task and
 * need not know what kind of problem it is; family, seed and difficulty, which a trace keeps, give it back.
 */
import type { Rng } from '#core/rng.ts';
import type { LineVerdict } from '#tasks/check-answer.ts';
import { plantAny } from '#tasks/planted.ts';
import type { PlantPlace, Planted } from '#tasks/planted.ts';
import { plantRng } from '#tasks/planted-turns.ts';

/** A mistake of any family; values as they are written. */
export type TaskPlanted = Planted<string, string>;
export type TaskPlace = PlantPlace<string>;

/** A question about a single step, with an answer that may be wrong. */
export interface Drill {
  readonly question: string;
  readonly answer: string;
  readonly isRight: boolean;
  /** Question and answer in one line, as a solution would write them where it can. */
  readonly claim: string;
}

export interface Task {
  readonly family: string;
  readonly seed: number;
  readonly difficulty: number;
  readonly text: string;
  /** As it stands in "The answer is …." */
  readonly answer: string;
  /** The right solution: one line a step, the answer line last. */
  readonly solution: readonly string[];
  /** Lines before the answer line. */
  readonly stepCount: number;
  /** Kinds of mistake that some step may allow. */
  readonly kinds: readonly string[];
  /** One verdict a line. */
  check(lines: readonly string[]): LineVerdict[];
  /** The answer that stands last in these lines, or null. */
  statedAnswer(lines: readonly string[]): string | null;
  /** Null where this kind of mistake cannot be made at this step. */
  plant(place: TaskPlace, rng: Rng): TaskPlanted | null;
  drill(rng: Rng): Drill;
}

interface TaskParts<Kind extends string> extends Omit<Task, 'kinds' | 'plant' | 'stepCount'> {
  readonly kinds: readonly Kind[];
  readonly plant: (place: PlantPlace<Kind>, rng: Rng) => Planted<Kind, string | number> | null;
}

/** A task from what its family knows, with the family's own names of mistakes. */
export function createTask<Kind extends string>(parts: TaskParts<Kind>): Task {
  return {
    ...parts,
    stepCount: parts.solution.length - 1,
    plant: ({ step, kind }, rng) => {
      const known = parts.kinds.find((one) => one === kind);
      const planted = known === undefined ? null : parts.plant({ step, kind: known }, rng);
      return planted === null ? null : written(planted);
    },
  };
}
function written(planted: Planted<string, string | number>): TaskPlanted {
  return {
    ...planted,
    wrongValue: String(planted.wrongValue),
    trueValue: String(planted.trueValue),
    wrongAnswer: String(planted.wrongAnswer),
  };
}

/** The same mistake everywhere for the same task and place. */
export function plantTask(task: Task, place: TaskPlace): TaskPlanted | null {
  return task.plant(place, plantRng(task.seed));
}

/** Every mistake that this task allows, by step and then by kind. */
export function taskPlaces(task: Task): TaskPlace[] {
  return Array.from({ length: task.stepCount }, (_, i) => i + 1)
    .flatMap((step) => task.kinds.map((kind) => ({ step, kind })))
    .filter((place) => plantTask(task, place) !== null);
}

/** A mistake of a random kind, at a random step unless `step` is given; null for the rare step that allows none. */
export function plantAnywhere(task: Task, rng: Rng, step?: number): TaskPlanted | null {
  return plantAny<string, TaskPlanted>(task, rng, step);
}
