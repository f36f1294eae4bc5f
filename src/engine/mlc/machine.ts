/** What this machine has for web-llm, and why a model cannot run on it. Must not load web-llm: the picker asks this. */
import { adapterName, findAdapter, isSoftware } from '#engine/gpu-device.ts';

/** Plain data. */
export interface MlcMachine {
  /** Null where web-llm can run at all, else why not, as a clause. */
  readonly lack: string | null;
  readonly f16: boolean;
  /** Name of a renderer on the CPU; null where the GPU is one. */
  readonly software: string | null;
  /** Bytes, as coarsely as the browser tells; null where it does not. No browser tells a GPU's own. */
  readonly memory: number | null;
  readonly online: boolean;
}
export interface MlcDemand {
  /** As MLC names it: q4f16_1, q0f32. */
  readonly quantisation: string;
  readonly features: readonly string[];
  /** Bytes of graphics memory; null when unknown. */
  readonly memory: number | null;
}

/** What web-llm asks of every adapter (detectGPUDevice in 0.2.86). */
const FLOOR = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxComputeWorkgroupStorageSize: 2 ** 15,
  maxStorageBuffersPerShaderStage: 10,
} as const;
/** Browsers that tell the memory of a machine stop at this much. */
const MOST_TOLD = 8 * 2 ** 30;

export async function readMachine(): Promise<MlcMachine> {
  const adapter = await findAdapter().catch(() => null);
  const told: unknown = 'deviceMemory' in navigator ? navigator.deviceMemory : null;
  return {
    lack: adapter === null ? 'WebGPU is not available here' : lackOfLimits(adapter.limits),
    f16: adapter?.features.has('shader-f16') ?? false,
    software: adapter !== null && isSoftware(adapter) ? adapterName(adapter) : null,
    memory: typeof told === 'number' ? told * 2 ** 30 : null,
    online: navigator.onLine,
  };
}

function lackOfLimits(limits: Pick<GPUSupportedLimits, keyof typeof FLOOR>): string | null {
  for (const [name, least] of Object.entries(FLOOR) as [keyof typeof FLOOR, number][])
    if (limits[name] < least) return `this GPU's ${name} is ${limits[name]}, and web-llm needs ${least}`;
  return null;
}

/** Many f16 entries of web-llm's list do not name the feature, so the quantisation's own name decides too. */
export function needsF16({ quantisation, features }: Omit<MlcDemand, 'memory'>): boolean {
  return features.includes('shader-f16') || quantisation.includes('f16');
}

/** Null where a model of this kind can be tried here, else why not, as a clause. */
export function lackOfMachine(machine: MlcMachine, demand: MlcDemand): string | null {
  if (machine.lack !== null) return machine.lack;
  if (needsF16(demand) && !machine.f16)
    return 'it computes with 16-bit numbers (shader-f16), which this GPU or browser does not have';
  const { memory } = machine;
  if (demand.memory !== null && memory !== null && memory < MOST_TOLD && demand.memory > memory)
    return `it needs ${gigabytes(demand.memory)} of memory, and this machine has ${gigabytes(memory)}`;
  return null;
}

/** Why it may disappoint all the same, as a clause; null for nothing known. */
export function doubtOfMachine(machine: MlcMachine, { memory }: MlcDemand): string | null {
  if (machine.software !== null)
    return `the only GPU here is a software renderer (${machine.software}), which takes seconds for a token`;
  if (memory !== null && machine.memory !== null && memory > machine.memory / 2)
    return `it takes more than half of this machine's memory`;
  return null;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
