/** web-llm's own small models, as the pinned package lists them (models/web-llm.json), and which form of one a machine takes. */
import list from '#models/web-llm.json' with { type: 'json' };
import { lackOfMachine, needsF16 } from './machine.ts';
import type { MlcDemand, MlcMachine } from './machine.ts';

export interface MlcVariant {
  /** web-llm's model_id. */
  readonly id: string;
  readonly quantisation: string;
  /** Address of the weights' folder, and of the compiled library. */
  readonly folder: string;
  readonly library: string;
  /** Graphics memory, as web-llm states it for this context. */
  readonly memoryMB: number;
  readonly features: readonly string[];
  readonly context: number;
}
export interface MlcFamily {
  readonly id: string;
  readonly name: string;
  readonly parameters: number;
  readonly license: string;
  readonly variants: readonly MlcVariant[];
}
export interface ChosenVariant {
  readonly variant: MlcVariant;
  /** Why even this one cannot run here; null where it can be tried. */
  readonly lack: string | null;
}

export const MLC_FAMILIES: readonly MlcFamily[] = Object.freeze(list.families);

/** Fewest bytes first; of the same bits, 16-bit arithmetic is faster. */
const PREFERRED = ['q4f16_1', 'q4f32_1', 'q0f16', 'q0f32'];
/** Of each weight on disk, scales included: one of 16 bits for 32 weights. Float32 is stored as bfloat16. */
const BITS: Readonly<Record<string, number>> = { q4f16_1: 4.5, q4f32_1: 4.5, q0f16: 16, q0f32: 16 };

export function demandOf({ quantisation, features, memoryMB }: MlcVariant): MlcDemand {
  return { quantisation, features, memory: memoryMB * 1e6 };
}

/** The form that this machine runs best, or the one that comes nearest with the reason against it. */
export function chooseVariant(family: MlcFamily, machine: MlcMachine): ChosenVariant {
  const ordered = PREFERRED.flatMap((name) =>
    family.variants.filter(({ quantisation }) => quantisation === name),
  );
  const computable = ordered.filter((variant) => machine.f16 || !needsF16(variant));
  const variant = computable[0] ?? ordered[0];
  if (variant === undefined) throw new Error(`models/web-llm.json lists no form of ${family.id}.`);
  return { variant, lack: lackOfMachine(machine, demandOf(variant)) };
}

/** About: what the manifest says is known only when it has been fetched. Null for a form that is not known here. */
export function downloadBytes({ parameters }: MlcFamily, { quantisation }: MlcVariant): number | null {
  const bits = BITS[quantisation];
  return bits === undefined ? null : (parameters * bits) / 8;
}
